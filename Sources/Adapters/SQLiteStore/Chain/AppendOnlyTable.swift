package import GRDB
package import TradingDomain

/// A table that only grows: a rising key, a time, a payload, and the hash of everything up to it.
///
/// A changed, lost, added or moved row breaks the chain at that row. Nothing in a payload is known here.
package struct AppendOnlyTable: Hashable, Sendable {
    package let name: String
    private let insertion: String
    private let selection: String

    /// - Parameter name: letters and underscores; it becomes part of the SQL.
    package init(_ name: StaticString) {
        self.name = "\(name)"
        insertion = "INSERT INTO \(name) (key, time_ms, payload, hash) VALUES (?, ?, ?, ?)"
        selection = "SELECT key, time_ms, payload, hash FROM \(name)"
    }

    /// For a migration of ``StoreSchema``.
    package var creation: String {
        """
        CREATE TABLE \(name) (
            key INTEGER PRIMARY KEY, time_ms INTEGER NOT NULL, payload BLOB NOT NULL, hash BLOB NOT NULL
        ) STRICT;
        """
    }

    /// A row to append.
    package struct Entry: Hashable, Sendable {
        /// Above the key before it.
        package let key: UInt64
        package let time: Timestamp
        package let payload: [UInt8]

        package init(key: UInt64, time: Timestamp, payload: [UInt8]) {
            self.key = key
            self.time = time
            self.payload = payload
        }
    }

    /// A row as it is stored.
    package struct StoredEntry: Hashable, Sendable {
        package let entry: Entry
        package let hash: ChainHash
    }

    /// Appends rows behind `head`, which the caller keeps between commits, and gives the new one.
    ///
    /// - Throws: a database error; the key of the table is unique, so nothing is written twice.
    package func append(
        _ entries: some Sequence<Entry>,
        after head: ChainHead,
        to database: Database
    ) throws -> ChainHead {
        var head = head
        let statement = try database.cachedStatement(sql: insertion)
        for entry in entries {
            guard entry.key > head.key, let key = Int64(exactly: entry.key) else {
                throw DatabaseError(message: "\(name) row \(entry.key) does not follow row \(head.key)")
            }
            head = ChainHead(key: entry.key, hash: head.hash.following(entry.payload))
            statement.setUncheckedArguments([
                key, entry.time.milliseconds, Blob(entry.payload), Blob(head.hash.bytes),
            ])
            try statement.execute()
        }
        return head
    }

    /// The last row's key and hash; not verified.
    package func head(in database: Database) throws -> ChainHead {
        guard let last = try stored(in: database, "ORDER BY key DESC LIMIT 1", []).first else { return .genesis }
        return ChainHead(key: last.entry.key, hash: last.hash)
    }

    /// The row with this key, or `nil`.
    package func entry(at key: UInt64, in database: Database) throws -> StoredEntry? {
        try stored(in: database, "WHERE key = ?", [Int64(clamping: key)]).first
    }

    /// At most `maximum` rows behind `key`, in order.
    package func entries(after key: UInt64, maximum: Int, in database: Database) throws -> [StoredEntry] {
        try stored(in: database, "WHERE key > ? ORDER BY key LIMIT ?", [Int64(clamping: key), Int64(maximum)])
    }

    /// Works the chain out again from the first row, and hands every row to `body`.
    ///
    /// - Parameters:
    ///   - database: the connection.
    ///   - path: for the error's text.
    ///   - body: what the caller checks of a row; a text says what is wrong with it.
    /// - Returns: the chain's head.
    /// - Throws: ``StoreError/corrupt(path:table:row:what:)`` with the first row that is not as it was written.
    package func verify(
        in database: Database,
        path: String,
        _ body: (Entry) throws -> String? = { _ in nil }
    ) throws -> ChainHead {
        var head = ChainHead.genesis
        let statement = try database.cachedStatement(sql: "\(selection) ORDER BY key")
        let rows = try Row.fetchCursor(statement)
        while let row = try rows.next() {
            let number = Int64.fromDatabaseValue(row[0]).map { UInt64(clamping: $0) } ?? 0
            guard let stored = StoredEntry(row) else {
                throw StoreError.corrupt(path: path, table: name, row: number, what: "a value has the wrong shape")
            }
            let hash = head.hash.following(stored.entry.payload)
            guard hash == stored.hash else {
                throw StoreError.corrupt(
                    path: path,
                    table: name,
                    row: number,
                    what: "the hash is not that of the row and the one before it (row \(head.key))"
                )
            }
            if let problem = try body(stored.entry) {
                throw StoreError.corrupt(path: path, table: name, row: number, what: problem)
            }
            head = ChainHead(key: stored.entry.key, hash: hash)
        }
        return head
    }

    private func stored(in database: Database, _ rest: String, _ arguments: [Int64]) throws -> [StoredEntry] {
        let statement = try database.cachedStatement(sql: "\(selection) \(rest)")
        let rows = try Row.fetchCursor(statement, arguments: StatementArguments(arguments))
        var found: [StoredEntry] = []
        while let row = try rows.next() {
            guard let stored = StoredEntry(row) else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "\(name): a value has the wrong shape")
            }
            found.append(stored)
        }
        return found
    }
}
