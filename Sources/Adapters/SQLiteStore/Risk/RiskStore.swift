internal import GRDB
package import TradingDomain

/// The risk gate's verdicts and its state, on disk before anything is sent.
///
/// Payloads are the caller's bytes. One value per file, owned by one task.
package struct RiskStore: Sendable {
    private let file: StoreFile

    private static let schema = StoreSchema(
        kind: "risk",
        migrations: [
            """
            CREATE TABLE judged (
                position INTEGER PRIMARY KEY, time_ms INTEGER NOT NULL, verdicts BLOB NOT NULL, orders BLOB NOT NULL,
                approved INTEGER NOT NULL, refused INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE state (one INTEGER PRIMARY KEY CHECK (one = 1), payload BLOB NOT NULL) STRICT;
            CREATE TABLE act (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, by TEXT NOT NULL, reason TEXT NOT NULL)
            STRICT;
            """,
            "CREATE TABLE refusal (code TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT",
        ]
    )

    /// What was judged in one cycle.
    package struct Judged: Hashable, Sendable {
        package let verdicts: [UInt8]
        package let orders: [UInt8]

        package init(verdicts: [UInt8], orders: [UInt8]) {
            self.verdicts = verdicts
            self.orders = orders
        }
    }

    /// - Throws: ``StoreError``.
    package init(path: String, durability: Durability) throws(StoreError) {
        file = try StoreFile(path: path, schema: Self.schema, durability: durability)
    }

    /// The stored word on a cycle, for a repeated question.
    package func judged(_ cycle: CycleID) throws(StoreError) -> Judged? {
        try file.read { database in
            let statement = try database.cachedStatement(sql: "SELECT verdicts, orders FROM judged WHERE position = ?")
            return try Row.fetchOne(statement, arguments: [Int64(clamping: cycle.position)]).map { row in
                Judged(
                    verdicts: Blob.fromDatabaseValue(row[0])?.bytes ?? [],
                    orders: Blob.fromDatabaseValue(row[1])?.bytes ?? []
                )
            }
        }
    }

    /// The newest word; `nil` for a new account.
    package func newest() throws(StoreError) -> (cycle: CycleID, judged: Judged)? {
        try file.read { database in
            let sql = "SELECT position, time_ms, verdicts, orders FROM judged ORDER BY position DESC LIMIT 1"
            return try Row.fetchOne(database, sql: sql).map { row in
                let time = Timestamp(milliseconds: row[1] as Int64)
                return (
                    cycle: CycleID(time: time, position: LogPosition(row[0] as Int64)),
                    judged: Judged(
                        verdicts: Blob.fromDatabaseValue(row[2])?.bytes ?? [],
                        orders: Blob.fromDatabaseValue(row[3])?.bytes ?? []
                    )
                )
            }
        }
    }

    /// Writes the verdicts on a cycle and the state after them, in one transaction.
    ///
    /// - Parameters:
    ///   - cycle: of the verdicts.
    ///   - judged: their bytes.
    ///   - approved: orders among them.
    ///   - refused: the code of each refusal among them.
    ///   - state: after them.
    /// - Throws: ``StoreError/failed(path:detail:)`` when the cycle has been judged before.
    package func save(
        _ cycle: CycleID,
        _ judged: Judged,
        approved: Int,
        refused: [String],
        state: [UInt8]
    ) throws(StoreError) {
        try file.write { database in
            let statement = try database.cachedStatement(
                sql: """
                    INSERT INTO judged (position, time_ms, verdicts, orders, approved, refused) VALUES (?, ?, ?, ?, ?, ?)
                    """
            )
            statement.setUncheckedArguments([
                Int64(cycle.position), cycle.time.milliseconds, Blob(judged.verdicts), Blob(judged.orders), approved,
                refused.count,
            ])
            try statement.execute()
            try Self.count(refused, in: database)
            try Self.save(state, in: database)
        }
    }

    /// Replaces the word on a cycle: orders that were approved are withdrawn, because a halt came before they were sent.
    ///
    /// - Parameters:
    ///   - cycle: judged before.
    ///   - judged: the new word.
    ///   - withdrawn: the code of each refusal in place of an approval.
    /// - Throws: ``StoreError``.
    package func withdraw(_ cycle: CycleID, _ judged: Judged, withdrawn: [String]) throws(StoreError) {
        try file.write { database in
            let statement = try database.cachedStatement(
                sql: """
                    UPDATE judged SET verdicts = ?, orders = ?, approved = approved - ?, refused = refused + ?
                    WHERE position = ?
                    """
            )
            statement.setUncheckedArguments([
                Blob(judged.verdicts), Blob(judged.orders), withdrawn.count, withdrawn.count, Int64(cycle.position),
            ])
            try statement.execute()
            try Self.count(withdrawn, in: database)
        }
    }

    private static func count(_ codes: [String], in database: Database) throws {
        guard !codes.isEmpty else { return }
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO refusal (code, count) VALUES (?, 1) ON CONFLICT (code) DO UPDATE SET count = count + 1
                """
        )
        for code in codes { try statement.execute(arguments: [code]) }
    }

    /// How often each code was the verdict since the account was opened, in order of the code.
    package func refusals() throws(StoreError) -> [(code: String, count: UInt64)] {
        try file.read { database in
            try Row.fetchAll(database, sql: "SELECT code, count FROM refusal ORDER BY code")
                .map { (code: $0[0] as String, count: UInt64($0[1] as Int64)) }
        }
    }

    /// Writes a person's or the supervisor's act and the state after it.
    package func save(act kind: String, by: String, reason: String, state: [UInt8]) throws(StoreError) {
        try file.write { database in
            try database.execute(
                sql: "INSERT INTO act (kind, by, reason) VALUES (?, ?, ?)",
                arguments: [kind, by, reason]
            )
            try Self.save(state, in: database)
        }
    }

    /// The state to go on from; `nil` for a new account.
    package func state() throws(StoreError) -> [UInt8]? {
        try file.read { try Blob.fetchOne($0, sql: "SELECT payload FROM state")?.bytes }
    }

    package func counts() throws(StoreError) -> (approved: UInt64, refused: UInt64) {
        try file.read { database in
            let sql = "SELECT coalesce(sum(approved), 0), coalesce(sum(refused), 0) FROM judged"
            guard let row = try Row.fetchOne(database, sql: sql) else { return (0, 0) }
            return (UInt64(row[0] as Int64), UInt64(row[1] as Int64))
        }
    }

    private static func save(_ state: [UInt8], in database: Database) throws {
        let statement = try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO state (one, payload) VALUES (1, ?)"
        )
        try statement.execute(arguments: [Blob(state)])
    }

    package func close() throws(StoreError) { try file.close() }
}
