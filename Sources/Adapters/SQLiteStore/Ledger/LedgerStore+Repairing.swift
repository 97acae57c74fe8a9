internal import Foundation
internal import GRDB
package import PaperTrading
package import TradingDomain

extension LedgerStore {
    /// A person's act: the entries behind a row are given up, and the books go on from what is left.
    package struct Repair: Hashable, Sendable {
        /// The last entry that was kept.
        package let kept: UInt64
        package let removed: UInt64
        /// The tick that the books now stand at; from there on the market log is worked off again.
        package let tick: LogPosition
        package let time: Timestamp
        package let by: String
        package let reason: String
        /// Wall time; in no hash.
        package let at: Timestamp
        /// Where the file as it was lies.
        package let copy: String
    }

    static let repairsCreation = """
        CREATE TABLE repairs (
            id INTEGER PRIMARY KEY, kept INTEGER NOT NULL, removed INTEGER NOT NULL, tick INTEGER NOT NULL,
            time_ms INTEGER NOT NULL, done_by TEXT NOT NULL, reason TEXT NOT NULL, at_ms INTEGER NOT NULL, copy TEXT NOT NULL
        ) STRICT;
        """

    /// Keeps a copy of the file, cuts the books back to the last tick at which no entry behind `row` was written yet,
    /// rebuilds the state from the entries, and writes down who did it and why.
    ///
    /// - Parameters:
    ///   - path: the account's ledger; no process holds it.
    ///   - row: the last entry that may be kept; every one up to it must verify.
    ///   - settings: of the account's broker.
    ///   - act: who does it, why, and the wall time.
    /// - Returns: what was done, as it is written down in the file.
    /// - Throws: ``StoreError/refused(path:what:)`` when an entry up to `row` does not verify, or nothing is left to go on
    ///   from; the file is then as it was.
    package static func repair(
        path: String,
        to row: UInt64,
        settings: BrokerSettings,
        _ act: (by: String, reason: String, at: Timestamp)
    ) throws(StoreError) -> Repair {
        let copy = try keepCopy(of: path)
        let (store, repair): (LedgerStore, Repair)
        do throws(StoreError) {
            (store, repair) = try cutBack(path: path, to: row, settings: settings, act, copy: copy)
        } catch {
            // Nothing was written, so nothing needs to be kept.
            for suffix in copiedSuffixes { try? FileManager.default.removeItem(atPath: copy + suffix) }
            throw error
        }
        _ = try store.verify()
        try store.bearWitness()
        try store.close()
        return repair
    }

    private static let copiedSuffixes = ["", "-wal", ".head"]

    private static func cutBack(
        path: String,
        to row: UInt64,
        settings: BrokerSettings,
        _ act: (by: String, reason: String, at: Timestamp),
        copy: String
    ) throws(StoreError) -> (LedgerStore, Repair) {
        let store = try LedgerStore(repairing: path)
        let repair = try store.file.write { database in
            let tick = try store.lastTick(before: row, in: database)
            let (books, kept) = try store.books(through: row, at: tick.time, in: database)
            let state = BrokerState(rebuilding: books, reach: tick.position, fills: settings.fills)
            let removed = try store.cut(behind: kept, tick.position, in: database)
            let row = StateRow(
                state: state,
                ledger: try entries.head(in: database),
                equity: try equity.head(in: database)
            )
            try row.save(in: database)
            let repair = Repair(
                kept: kept,
                removed: removed,
                tick: tick.position,
                time: tick.time,
                by: act.by,
                reason: act.reason,
                at: act.at,
                copy: copy
            )
            try store.keep(repair, in: database)
            return repair
        }
        return (store, repair)
    }

    /// Every repair of this file, in order.
    package func repairs() throws(StoreError) -> [Repair] {
        try file.read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT kept, removed, tick, time_ms, done_by, reason, at_ms, copy FROM repairs ORDER BY id"
            ).map { row in
                Repair(
                    kept: UInt64(clamping: Int64.fromDatabaseValue(row[0]) ?? 0),
                    removed: UInt64(clamping: Int64.fromDatabaseValue(row[1]) ?? 0),
                    tick: UInt64(clamping: Int64.fromDatabaseValue(row[2]) ?? 0),
                    time: Timestamp(milliseconds: Int64.fromDatabaseValue(row[3]) ?? 0),
                    by: String.fromDatabaseValue(row[4]) ?? "",
                    reason: String.fromDatabaseValue(row[5]) ?? "",
                    at: Timestamp(milliseconds: Int64.fromDatabaseValue(row[6]) ?? 0),
                    copy: String.fromDatabaseValue(row[7]) ?? ""
                )
            }
        }
    }

    private static func keepCopy(of path: String) throws(StoreError) -> String {
        for number in 1...999 {
            let copy = "\(path).before-repair-\(number)"
            guard !FileManager.default.fileExists(atPath: copy) else { continue }
            do {
                for suffix in copiedSuffixes where FileManager.default.fileExists(atPath: path + suffix) {
                    try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
                }
            } catch {
                throw .failed(path: copy, detail: "the copy could not be made: \(error.localizedDescription)")
            }
            return copy
        }
        throw .refused(path: path, what: "there are 999 copies of repairs already")
    }

    /// The last intact equity point that is older than every entry behind `row`.
    private func lastTick(before row: UInt64, in database: Database) throws -> EquityPoint {
        let isLast = try Int64.fetchOne(database, sql: "SELECT max(key) FROM ledger") ?? 0 <= Int64(clamping: row)
        guard isLast || row > 0, let entry = try Self.entries.entry(at: row, in: database) else {
            throw StoreError.refused(path: file.path, what: "the ledger has no row \(row)")
        }
        var found: EquityPoint?
        var head = ChainHead.genesis
        var isIntact = true
        while isIntact {
            let page = try Self.equity.entries(after: head.key, maximum: 1000, in: database)
            if page.isEmpty { break }
            for stored in page {
                let hash = head.hash.following(stored.entry.payload)
                guard hash == stored.hash, let point = try? EquityPoint(row: stored.entry),
                    point.position == stored.entry.key, isLast || point.time < entry.entry.time
                else {
                    isIntact = false
                    break
                }
                (found, head) = (point, ChainHead(key: stored.entry.key, hash: hash))
            }
        }
        guard let found else {
            throw StoreError.refused(path: file.path, what: "no tick before row \(row) is left: begin a new account")
        }
        return found
    }

    /// The books of all entries up to a tick.
    private func books(
        through row: UInt64,
        at time: Timestamp,
        in database: Database
    ) throws -> (books: LedgerBooks, kept: UInt64) {
        var books = LedgerBooks()
        var head = ChainHead.genesis
        while head.key < row {
            let page = try Self.entries.entries(after: head.key, maximum: 1000, in: database)
            if page.isEmpty { break }
            for stored in page where stored.entry.key <= row {
                let hash = head.hash.following(stored.entry.payload)
                guard hash == stored.hash, let entry = try? CanonicalLedger.entry(from: stored.entry.payload),
                    entry.sequence == stored.entry.key, entry.time == stored.entry.time
                else {
                    let what = "row \(stored.entry.key) does not verify: name a row before it"
                    throw StoreError.refused(path: file.path, what: what)
                }
                if entry.time > time { return (books, head.key) }
                do { try books.apply(entry) } catch { throw StoreError.refused(path: file.path, what: "\(error)") }
                head = ChainHead(key: stored.entry.key, hash: hash)
            }
            if page.last.map({ $0.entry.key >= row }) ?? true { break }
        }
        return (books, head.key)
    }

    /// Removes what is behind, and makes the order index again.
    private func cut(behind kept: UInt64, _ tick: LogPosition, in database: Database) throws -> UInt64 {
        try database.execute(sql: "DELETE FROM ledger WHERE key > ?", arguments: [Int64(clamping: kept)])
        let removed = database.changesCount
        try database.execute(sql: "DELETE FROM equity WHERE key > ?", arguments: [Int64(clamping: tick)])
        try database.execute(sql: "DELETE FROM order_index")
        var cursor: UInt64 = 0
        while true {
            let page = try Self.entries.entries(after: cursor, maximum: 1000, in: database)
            guard let last = page.last else { return UInt64(clamping: removed) }
            for stored in page {
                try OrderIndex.record(
                    try CanonicalLedger.entry(from: stored.entry.payload),
                    in: database,
                    path: file.path
                )
            }
            cursor = last.entry.key
        }
    }

    private func keep(_ repair: Repair, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO repairs (kept, removed, tick, time_ms, done_by, reason, at_ms, copy)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                Int64(clamping: repair.kept), Int64(clamping: repair.removed), Int64(clamping: repair.tick),
                repair.time.milliseconds, repair.by, repair.reason, repair.at.milliseconds, repair.copy,
            ]
        )
    }
}
