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

    typealias Rows = (accepted: UInt64, settled: UInt64?)

    /// Notes what an entry says of an order: that it was accepted, or how it ended.
    static func record(_ entry: LedgerTransaction, in database: Database, path: String) throws {
        guard let (id, isAcceptance) = subject(of: entry) else { return }
        let sql =
            isAcceptance
            ? "INSERT INTO order_index (accepted, id) VALUES (?, ?) ON CONFLICT (id) DO NOTHING"
            : "UPDATE order_index SET settled = ? WHERE id = ? AND settled IS NULL"
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

    /// What the index has wrong about an entry, or `nil`.
    static func problem(with entry: LedgerTransaction, in database: Database) throws -> String? {
        guard let (id, isAcceptance) = subject(of: entry) else { return nil }
        let found = try rows(of: id, in: database)
        return (isAcceptance ? found?.accepted : found?.settled) == entry.sequence
            ? nil : "the order index does not lead from \(id) to it"
    }

    /// - Throws: ``StoreError/corrupt(path:table:row:what:)`` when the index has an order that the ledger has not.
    static func checkCount(_ expected: UInt64, in database: Database, path: String) throws {
        let count = UInt64(clamping: try Int64.fetchOne(database, sql: "SELECT count(*) FROM order_index") ?? 0)
        guard count == expected else {
            throw StoreError.corrupt(
                path: path,
                table: "order_index",
                row: count,
                what: "there are \(count) orders, the ledger has \(expected)"
            )
        }
    }

    private static func subject(of entry: LedgerTransaction) -> (id: OrderID, isAcceptance: Bool)? {
        switch entry.kind {
        case .deposit: nil
        case .orderAccepted(let order): (order.id, true)
        case .orderExpired(let id, _): (id, false)
        case .fill(let fill): fill.cause == .open || fill.cause == .close ? (fill.order, false) : nil
        }
    }
}
