internal import GRDB
package import TradingDomain

/// The numbered market log on disk, and how far of it may be read.
///
/// One value per file, owned by one task.
package struct MarketStore: Sendable {
    /// One event as it is stored and sent.
    package struct Row: Hashable, Sendable {
        package let position: LogPosition
        package let time: Timestamp
        package let payload: [UInt8]
        /// The chain up to and including this event.
        package let chain: UInt64

        package init(position: LogPosition, time: Timestamp, payload: [UInt8], chain: UInt64) {
            self.position = position
            self.time = time
            self.payload = payload
            self.chain = chain
        }
    }

    private let file: StoreFile
    /// The last event's position and chain; zeros for an empty log.
    package private(set) var head: (position: LogPosition, chain: UInt64)

    private static let schema = StoreSchema(
        kind: "market",
        migrations: [
            """
            CREATE TABLE event (
                position INTEGER PRIMARY KEY, time_ms INTEGER NOT NULL, payload BLOB NOT NULL, chain INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
            """
        ]
    )

    /// - Parameters:
    ///   - path: the file; its folder must exist.
    ///   - durability: when a commit is on the disk; a market log can be made again, so ``Durability/normal`` will do.
    /// - Throws: ``StoreError``.
    package init(path: String, durability: Durability) throws(StoreError) {
        let file = try StoreFile(path: path, schema: Self.schema, durability: durability)
        self.file = file
        head = try file.read { database in
            let sql = "SELECT position, chain FROM event ORDER BY position DESC LIMIT 1"
            guard let row = try GRDB.Row.fetchOne(database, sql: sql) else { return (0, 0) }
            return (UInt64(row[0] as Int64), UInt64(bitPattern: row[1] as Int64))
        }
    }

    /// Appends events behind the last one, and keeps notes, in one transaction.
    ///
    /// - Throws: ``StoreError/refused(path:what:)`` when an event does not follow the last one; nothing is written then.
    package mutating func append(_ rows: [Row], notes: [(name: String, value: String)] = []) throws(StoreError) {
        let start = head
        head = try file.write { database in
            var last = start
            let statement = try database.cachedStatement(
                sql: "INSERT INTO event (position, time_ms, payload, chain) VALUES (?, ?, ?, ?)"
            )
            for row in rows {
                guard row.position == last.position + 1 else {
                    throw StoreError.refused(path: file.path, what: "event \(row.position) came after \(last.position)")
                }
                statement.setUncheckedArguments([
                    Int64(row.position), row.time.milliseconds, Blob(row.payload), Int64(bitPattern: row.chain),
                ])
                try statement.execute()
                last = (row.position, row.chain)
            }
            for note in notes { try Self.keep(note.name, note.value, in: database) }
            return last
        }
    }

    /// At most `maximum` events behind `position`, in order, none beyond `limit`.
    package func rows(
        after position: LogPosition,
        through limit: LogPosition,
        maximum: Int
    ) throws(StoreError) -> [Row] {
        try file.read { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT position, time_ms, payload, chain FROM event
                    WHERE position > ? AND position <= ? ORDER BY position LIMIT ?
                    """
            )
            let arguments: StatementArguments = [Int64(clamping: position), Int64(clamping: limit), maximum]
            return try GRDB.Row.fetchAll(statement, arguments: arguments).map { row in
                Row(
                    position: UInt64(row[0] as Int64),
                    time: Timestamp(milliseconds: row[1]),
                    payload: Blob.fromDatabaseValue(row[2])?.bytes ?? [],
                    chain: UInt64(bitPattern: row[3] as Int64)
                )
            }
        }
    }

    /// The chain up to a position; `nil` beyond the end.
    package func chain(at position: LogPosition) throws(StoreError) -> UInt64? {
        if position == 0 { return 0 }
        if position == head.position { return head.chain }
        return try file.read { database in
            let statement = try database.cachedStatement(sql: "SELECT chain FROM event WHERE position = ?")
            return try Int64.fetchOne(statement, arguments: [Int64(clamping: position)]).map { UInt64(bitPattern: $0) }
        }
    }

    package func note(_ name: String) throws(StoreError) -> String? {
        try file.read { try String.fetchOne($0, sql: "SELECT value FROM note WHERE name = ?", arguments: [name]) }
    }

    package func keep(note name: String, _ value: String) throws(StoreError) {
        try file.write { try Self.keep(name, value, in: $0) }
    }

    private static func keep(_ name: String, _ value: String, in database: Database) throws {
        let statement = try database.cachedStatement(sql: "INSERT OR REPLACE INTO note (name, value) VALUES (?, ?)")
        try statement.execute(arguments: [name, value])
    }

    package func close() throws(StoreError) { try file.close() }
}
