internal import GRDB
internal import PaperTrading
package import TradingDomain

extension LedgerStore {
    /// What the ledger has for an order.
    package struct StoredOrder: Hashable, Sendable {
        package let accepted: LedgerTransaction
        /// Its fill or its expiry; `nil` while it waits.
        package let outcome: LedgerTransaction?
    }

    /// The stored answer for a repeated order; `nil` for one that was never taken.
    package func order(_ id: OrderID) throws(StoreError) -> StoredOrder? {
        try file.read { database in
            guard let rows = try OrderIndex.rows(of: id, in: database) else { return nil }
            guard let accepted = try entry(at: rows.accepted, in: database) else {
                throw corruption(rows.accepted, "an order names this row, and it is not there")
            }
            let outcome = try rows.settled.flatMap { try entry(at: $0, in: database) }
            return StoredOrder(accepted: accepted, outcome: outcome)
        }
    }

    /// At most `maximum` ledger entries behind `sequence`, in order.
    package func entries(after sequence: UInt64, maximum: Int) throws(StoreError) -> [LedgerTransaction] {
        try file.read { database in
            try Self.entries.entries(after: sequence, maximum: maximum, in: database).map { try decode($0.entry) }
        }
    }

    /// At most `maximum` fills behind the entry `sequence`, in order, each with its entry's sequence.
    package func fills(
        after sequence: UInt64,
        maximum: Int
    ) throws(StoreError) -> [(sequence: UInt64, fill: Fill)] {
        var found: [(sequence: UInt64, fill: Fill)] = []
        var cursor = sequence
        while found.count < maximum {
            let page = try entries(after: cursor, maximum: 1000)
            guard let last = page.last else { break }
            for case (let entry, .fill(let fill)) in page.map({ ($0, $0.kind) }) where found.count < maximum {
                found.append((entry.sequence, fill))
            }
            cursor = last.sequence
        }
        return found
    }

    /// At most `maximum` equity points behind `position`, in order.
    package func equity(after position: LogPosition, maximum: Int) throws(StoreError) -> [EquityPoint] {
        try file.read { database in
            try Self.equity.entries(after: position, maximum: maximum, in: database).map { stored in
                try EquityPoint(row: stored.entry)
            }
        }
    }

    /// The chain's hash at an entry, for the handshake with a neighbour; `nil` if there is no such entry.
    package func hash(at sequence: UInt64) throws(StoreError) -> ChainHash? {
        guard sequence > 0 else { return .genesis }
        return try file.read { try Self.entries.entry(at: sequence, in: $0)?.hash }
    }

    private func entry(at sequence: UInt64, in database: Database) throws -> LedgerTransaction? {
        try Self.entries.entry(at: sequence, in: database).map { try decode($0.entry) }
    }

    private func decode(_ entry: AppendOnlyTable.Entry) throws(StoreError) -> LedgerTransaction {
        do { return try CanonicalLedger.entry(from: entry.payload) } catch {
            throw corruption(entry.key, "\(error)")
        }
    }

    private func corruption(_ row: UInt64, _ what: String) -> StoreError {
        .corrupt(path: file.path, table: Self.entries.name, row: row, what: what)
    }
}
