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
            """
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

    /// Writes the verdicts on a cycle and the state after them, in one transaction.
    ///
    /// - Throws: ``StoreError/failed(path:detail:)`` when the cycle has been judged before.
    package func save(
        _ cycle: CycleID,
        _ judged: Judged,
        approved: Int,
        refused: Int,
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
                refused,
            ])
            try statement.execute()
            try Self.save(state, in: database)
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
