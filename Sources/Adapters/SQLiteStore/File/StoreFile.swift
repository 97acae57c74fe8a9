internal import Foundation
package import GRDB

/// One SQLite file, one connection, one process.
///
/// WAL, exclusive locking, checked cells, no trusted schema; `synchronous` is set after opening and read back, because
/// the library beneath sets its own. A second process that opens the file is refused at once.
package final class StoreFile: Sendable {
    package let path: String
    private let queue: DatabaseQueue

    /// A checkpoint waits for the disk, and whoever waits for the commit that sets it off waits too: 16 MiB of log make it
    /// four times as rare as SQLite's default. A start after a crash reads that log in some 20 ms.
    private static let pagesBetweenCheckpoints = 4_000

    /// Opens the file or creates it.
    ///
    /// - Parameters:
    ///   - path: the file; its folder must exist.
    ///   - schema: what the file must hold; older versions are brought up to date in one transaction.
    ///   - durability: when a commit is on the disk.
    /// - Throws: ``StoreError`` naming the file and what to do.
    package init(path: String, schema: StoreSchema, durability: Durability) throws(StoreError) {
        self.path = path
        do {
            try Self.checkIsFileOrAbsent(path)
            var configuration = Configuration()
            configuration.busyMode = .immediateError
            configuration.label = "store.\(schema.kind)"
            configuration.prepareDatabase { database in
                // Before the first access, so that no shared-memory file is made and no second process gets in.
                try database.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
            }
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { database in
                try Self.checkOwner(database, path: path, schema: schema)
                try Self.set("journal_mode", to: "wal", in: database, path: path)
                try Self.set("synchronous", to: "\(durability.level)", in: database, path: path)
                try Self.set("trusted_schema", to: "0", in: database, path: path)
                try Self.set("cell_size_check", to: "1", in: database, path: path)
                try Self.set("foreign_keys", to: "1", in: database, path: path)
                try Self.set("wal_autocheckpoint", to: "\(Self.pagesBetweenCheckpoints)", in: database, path: path)
            }
            try queue.write { try Self.migrate($0, path: path, schema: schema) }
            self.queue = queue
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Runs `body` in one transaction: all of it is kept, or, when it throws, nothing.
    ///
    /// GRDB's own `write` compiles `BEGIN` and `COMMIT` each time.
    package func write<R>(_ body: (Database) throws -> R) throws(StoreError) -> R {
        do {
            return try queue.writeWithoutTransaction { database in
                try database.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
                do {
                    let result = try body(database)
                    try database.cachedStatement(sql: "COMMIT").execute()
                    return result
                } catch {
                    // SQLite itself has rolled back after some errors, such as a full disk.
                    if database.isInsideTransaction { try? database.cachedStatement(sql: "ROLLBACK").execute() }
                    throw error
                }
            }
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Runs `body`, which writes nothing. No other connection can write meanwhile, so it needs no transaction.
    ///
    /// GRDB's own `read` sets `query_only`, and after that SQLite compiles every prepared statement again.
    package func read<R>(_ body: (Database) throws -> R) throws(StoreError) -> R {
        do { return try queue.unsafeRead(body) } catch { throw StoreError(error, path: path) }
    }

    /// Moves the write-ahead log into the file and closes it; afterwards nothing can be read or written.
    package func close() throws(StoreError) {
        do {
            try queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            try queue.close()
        } catch {
            throw StoreError(error, path: path)
        }
    }
}

extension StoreFile {
    private static func checkIsFileOrAbsent(_ path: String) throws(StoreError) {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else { return }
        guard attributes[.type] as? FileAttributeType == .typeRegular else { throw .notRegularFile(path: path) }
    }

    /// Sets a pragma and reads it back: SQLite ignores what it cannot do without a word.
    private static func set(_ name: String, to value: String, in database: Database, path: String) throws {
        try database.execute(sql: "PRAGMA \(name) = \(value)")
        let was = try String.fetchOne(database, sql: "PRAGMA \(name)") ?? "nothing"
        guard was == value else { throw StoreError.settingRefused(path: path, setting: name, wanted: value, was: was) }
    }

    private static func checkOwner(_ database: Database, path: String, schema: StoreSchema) throws {
        let found = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
        guard found == StoreSchema.applicationID || (found == 0 && isEmpty) else {
            throw StoreError.otherKind(path: path, expected: schema.kind, found: "a database of another program")
        }
        guard !isEmpty else { return }
        let kind = try String.fetchOne(database, sql: "SELECT kind FROM store") ?? "nothing"
        guard kind == schema.kind else {
            throw StoreError.otherKind(path: path, expected: schema.kind, found: kind)
        }
    }

    private static func migrate(_ database: Database, path: String, schema: StoreSchema) throws {
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard version <= schema.migrations.count else {
            throw StoreError.newerSchema(path: path, found: version, known: schema.migrations.count)
        }
        guard version >= 0 else { throw StoreError.damaged(path: path, detail: "its schema version is \(version)") }
        guard version < schema.migrations.count else { return }
        if version == 0 {
            try database.execute(sql: "PRAGMA application_id = \(StoreSchema.applicationID)")
            try database.execute(sql: "CREATE TABLE store (kind TEXT NOT NULL) STRICT")
            try database.execute(sql: "INSERT INTO store (kind) VALUES (?)", arguments: [schema.kind])
        }
        for migration in schema.migrations[version...] { try database.execute(sql: migration) }
        try database.execute(sql: "PRAGMA user_version = \(schema.migrations.count)")
    }
}
