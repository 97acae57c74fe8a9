internal import GRDB
package import TradingDomain

/// The fusion node's record of every cycle, on disk, with what it needs to go on after a crash.
///
/// Payloads are the caller's bytes. One value per file, owned by one task.
package struct DecisionStore: Sendable {
    private let file: StoreFile

    private static let schema = StoreSchema(
        kind: "decisions",
        migrations: [
            """
            CREATE TABLE cycle (
                position INTEGER PRIMARY KEY, time_ms INTEGER NOT NULL, record BLOB NOT NULL, proposals BLOB NOT NULL,
                is_complete INTEGER NOT NULL, decisions INTEGER NOT NULL, chain INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE held (one INTEGER PRIMARY KEY CHECK (one = 1), answers BLOB NOT NULL) STRICT;
            """,
            "CREATE TABLE roster (one INTEGER PRIMARY KEY CHECK (one = 1), agents BLOB NOT NULL) STRICT;",
        ]
    )

    /// A cycle as it is stored.
    package struct StoredCycle: Hashable, Sendable {
        package let cycle: CycleID
        package let record: [UInt8]
        /// What was sent to the gate; empty when nothing was.
        package let proposals: [UInt8]
        package let isComplete: Bool
        /// The market log's chain up to the cycle's tick.
        package let chain: UInt64
    }

    /// - Throws: ``StoreError``.
    package init(path: String, durability: Durability) throws(StoreError) {
        file = try StoreFile(path: path, schema: Self.schema, durability: durability)
    }

    /// Writes a cycle, or writes it again with the gate's verdicts, in one transaction with the held answers.
    ///
    /// - Parameters:
    ///   - cycle: its identifier; a repeat replaces the row.
    ///   - record: the encoded record.
    ///   - proposals: the encoded proposals that go to the gate next; empty when none do.
    ///   - isComplete: nothing of the cycle is open any more.
    ///   - chain: the market log's chain up to the cycle's tick.
    ///   - decisions: how many decisions the record holds.
    ///   - held: the encoded answers that stand from now on; `nil` leaves them as they are.
    /// - Throws: ``StoreError``; nothing is written then.
    package func save(
        _ cycle: CycleID,
        record: [UInt8],
        proposals: [UInt8],
        isComplete: Bool,
        chain: UInt64,
        decisions: Int,
        held: [UInt8]?
    ) throws(StoreError) {
        try file.write { database in
            let statement = try database.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO cycle (position, time_ms, record, proposals, is_complete, decisions, chain)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """
            )
            statement.setUncheckedArguments([
                Int64(cycle.position), cycle.time.milliseconds, Blob(record), Blob(proposals), isComplete, decisions,
                Int64(bitPattern: chain),
            ])
            try statement.execute()
            if let held {
                let statement = try database.cachedStatement(
                    sql: "INSERT OR REPLACE INTO held (one, answers) VALUES (1, ?)"
                )
                try statement.execute(arguments: [Blob(held)])
            }
        }
    }

    /// The newest cycle; `nil` for a new account.
    package func newest() throws(StoreError) -> StoredCycle? {
        try file.read { try Self.cycles($0, "ORDER BY position DESC LIMIT 1", []).first }
    }

    /// The newest complete cycle.
    package func newestComplete() throws(StoreError) -> StoredCycle? {
        try file.read { try Self.cycles($0, "WHERE is_complete ORDER BY position DESC LIMIT 1", []).first }
    }

    /// At most `maximum` cycles behind `position`, in order.
    package func cycles(after position: LogPosition, maximum: Int) throws(StoreError) -> [StoredCycle] {
        try file.read { database in
            let condition = "WHERE position > ? ORDER BY position LIMIT ?"
            return try Self.cycles(database, condition, [Int64(clamping: position), maximum])
        }
    }

    /// At most `maximum` cycles before `position`, the newest first.
    package func cycles(before position: LogPosition, maximum: Int) throws(StoreError) -> [StoredCycle] {
        try file.read { database in
            let condition = "WHERE position < ? ORDER BY position DESC LIMIT ?"
            return try Self.cycles(database, condition, [Int64(clamping: position), maximum])
        }
    }

    /// The cycle of an event time.
    package func cycle(at time: Timestamp) throws(StoreError) -> StoredCycle? {
        try file.read { try Self.cycles($0, "WHERE time_ms = ? LIMIT 1", [time.milliseconds]).first }
    }

    /// How many cycles are complete and how many decisions they hold.
    package func counts() throws(StoreError) -> (cycles: UInt64, decisions: UInt64) {
        try file.read { database in
            let sql = "SELECT count(*), coalesce(sum(decisions), 0) FROM cycle WHERE is_complete"
            guard let row = try Row.fetchOne(database, sql: sql) else { return (0, 0) }
            return (UInt64(row[0] as Int64), UInt64(row[1] as Int64))
        }
    }

    package func held() throws(StoreError) -> [UInt8]? {
        try file.read { try Blob.fetchOne($0, sql: "SELECT answers FROM held")?.bytes }
    }

    /// Writes who votes for which slot, encoded.
    package func save(roster: [UInt8]) throws(StoreError) {
        try file.write { database in
            let sql = "INSERT OR REPLACE INTO roster (one, agents) VALUES (1, ?)"
            try database.cachedStatement(sql: sql).execute(arguments: [Blob(roster)])
        }
    }

    package func roster() throws(StoreError) -> [UInt8]? {
        try file.read { try Blob.fetchOne($0, sql: "SELECT agents FROM roster")?.bytes }
    }

    private static func cycles(
        _ database: Database,
        _ condition: String,
        _ arguments: StatementArguments
    ) throws -> [StoredCycle] {
        let columns = "SELECT position, time_ms, record, proposals, is_complete, chain FROM cycle "
        return try Row.fetchAll(database, sql: columns + condition, arguments: arguments).map { row in
            StoredCycle(
                cycle: CycleID(time: Timestamp(milliseconds: row[1]), position: UInt64(row[0] as Int64)),
                record: Blob.fromDatabaseValue(row[2])?.bytes ?? [],
                proposals: Blob.fromDatabaseValue(row[3])?.bytes ?? [],
                isComplete: row[4],
                chain: UInt64(bitPattern: row[5] as Int64)
            )
        }
    }

    package func close() throws(StoreError) { try file.close() }
}
