internal import GRDB
package import PaperTrading
internal import TradingDomain

extension LedgerStore {
    /// What a complete check found.
    package struct Verification: Hashable, Sendable {
        package let ledger: ChainHead
        package let equity: ChainHead
        /// The books as the entries alone tell them.
        package let books: LedgerBooks
        /// `nil` for an account without its first commit.
        package let state: BrokerState?
    }

    /// Recomputes everything: both chains, every entry's place in the books, the order index, and the state.
    ///
    /// - Throws: ``StoreError`` with the first difference by table and row.
    package func verify() throws(StoreError) -> Verification {
        try file.read { database in
            var books = LedgerBooks()
            var outcomes: UInt64 = 0
            let ledger = try Self.entries.verify(in: database, path: file.path) { row in
                let entry: LedgerTransaction
                do { entry = try CanonicalLedger.entry(from: row.payload) } catch { return "\(error)" }
                guard row.key == entry.sequence, row.time == entry.time else {
                    return
                        "the columns say entry \(row.key) of \(row.time), the payload \(entry.sequence) of \(entry.time)"
                }
                do { try books.apply(entry) } catch { return "\(error)" }
                return try OrderIndex.problem(with: entry, last: &outcomes, in: database)
            }
            let equity = try Self.equity.verify(in: database, path: file.path) { row in
                do {
                    let point = try EquityPoint(row: row)
                    return row.key == point.position && row.time == point.time
                        ? nil : "the columns say \(row.key) of \(row.time), not \(point)"
                } catch { return "\(error)" }
            }
            let state = try checkedState(books: books, ledger: ledger, equity: equity, in: database)
            try OrderIndex.checkCounts(
                accepted: books.ordersAccepted,
                last: outcomes,
                in: database,
                path: file.path
            )
            return Verification(ledger: ledger, equity: equity, books: books, state: state)
        }
    }

    /// Verifies everything and gives the state to continue from; `nil` for a new account.
    ///
    /// - Throws: ``StoreError`` with the first difference; nothing may trade then.
    package func load() throws(StoreError) -> BrokerState? { try verify().state }

    private func checkedState(
        books: LedgerBooks,
        ledger: ChainHead,
        equity: ChainHead,
        in database: Database
    ) throws -> BrokerState? {
        func problem(_ what: String) -> StoreError {
            .corrupt(path: file.path, table: StateRow.table, row: 1, what: what)
        }
        guard let row = try StateRow.load(from: database, completedBy: books, path: file.path) else {
            guard ledger == .genesis, equity == .genesis else { throw problem("it is missing, but entries are there") }
            return nil
        }
        guard row.ledger == ledger else {
            throw problem("it was written after ledger row \(row.ledger.key) (\(row.ledger.hash)), not this history")
        }
        guard row.equity == equity else {
            throw problem("it was written after equity row \(row.equity.key) (\(row.equity.hash)), not this history")
        }
        if let difference = books.difference(from: row.state) { throw problem(difference) }
        return row.state
    }
}
