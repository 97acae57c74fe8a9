internal import Foundation
internal import GRDB
internal import PaperTrading
internal import TradingDomain

/// Finds an order's entries by its identifier, and lets no identifier in twice.
enum OrderIndex {
    static let creation = """
        CREATE TABLE order_index (
            id BLOB PRIMARY KEY, accepted INTEGER NOT NULL, settled INTEGER
        ) STRICT, WITHOUT ROWID;
        """

    /// The rows of an order's acceptance and of the last entry about it; the latter `nil` while nothing else happened.
    typealias Rows = (accepted: UInt64, settled: UInt64?)

    /// Notes what an entry says of an order: that it was accepted, or what became of it.
    static func record(_ entry: LedgerTransaction, in database: Database, path: String) throws {
        guard let (id, isAcceptance) = subject(of: entry) else { return }
        let sql =
            isAcceptance
            ? "INSERT INTO order_index (accepted, id) VALUES (?, ?) ON CONFLICT (id) DO NOTHING"
            : "UPDATE order_index SET settled = ? WHERE id = ?"
        let statement = try database.cachedStatement(sql: sql)
        statement.setUncheckedArguments([Int64(clamping: entry.sequence), Blob(CanonicalLedger.bytes(of: id))])
        try statement.execute()
        guard database.changesCount == 1 else {
            throw StoreError.refused(
                path: path,
                what: "order \(id) is \(isAcceptance ? "there already" : "not waiting")"
            )
        }
    }

    static func rows(of id: OrderID, in database: Database) throws -> Rows? {
        let statement = try database.cachedStatement(sql: "SELECT accepted, settled FROM order_index WHERE id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [Blob(CanonicalLedger.bytes(of: id))]) else {
            return nil
        }
        guard let accepted = Int64.fromDatabaseValue(row[0]) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "order_index: a value has the wrong shape")
        }
        let settled = Int64.fromDatabaseValue(row[1])
        return (accepted: UInt64(clamping: accepted), settled: settled.map { UInt64(clamping: $0) })
    }

    /// What the index has wrong about an entry, or `nil`; counts the entries that it names as their orders' last.
    static func problem(with entry: LedgerTransaction, last: inout UInt64, in database: Database) throws -> String? {
        guard let (id, isAcceptance) = subject(of: entry) else { return nil }
        let found = try rows(of: id, in: database)
        let named = isAcceptance ? found?.accepted : found?.settled
        if !isAcceptance, named == entry.sequence { last += 1 }
        guard let named, named == entry.sequence || (!isAcceptance && named > entry.sequence) else {
            return "the order index does not lead from \(id) to it"
        }
        return nil
    }

    /// - Throws: ``StoreError/corrupt(path:table:row:what:)`` when the index has an order that the ledger has not, or
    ///   names another entry than the last about an order.
    static func checkCounts(accepted: UInt64, last: UInt64, in database: Database, path: String) throws {
        let sql = "SELECT count(*), count(settled) FROM order_index"
        guard let row = try Row.fetchOne(database, sql: sql) else { return }
        let counts = [0, 1].map { UInt64(clamping: Int64.fromDatabaseValue(row[$0]) ?? 0) }
        guard counts[0] == accepted, counts[1] == last else {
            throw StoreError.corrupt(
                path: path,
                table: "order_index",
                row: counts[0],
                what: "there are \(counts[0]) orders, \(counts[1]) with an outcome; the ledger has \(accepted), \(last)"
            )
        }
    }

    private static func subject(of entry: LedgerTransaction) -> (id: OrderID, isAcceptance: Bool)? {
        switch entry.kind {
        case .deposit, .funded, .transferred: nil
        case .orderAccepted(let order): (order.id, true)
        case .orderExpired(let id, _): (id, false)
        // A moved stop is no news of the order that opened its position.
        case .orderChanged(let change): change.action == .cancel ? (change.order, false) : nil
        case .fill(let fill): fill.cause == .open || fill.cause == .close ? (fill.order, false) : nil
        }
    }
}
