internal import Foundation
internal import GRDB
package import PaperTrading
package import TradingDomain

/// An account's books on disk: the ledger, the equity curve and the broker's state, written together or not at all.
///
/// One value per file, owned by one task. ``load()`` comes before the first ``commit(_:equity:state:)``.
package struct LedgerStore: Sendable {
    package static let kind = "ledger"

    let file: StoreFile
    private let headFile: HeadFile
    /// The last entry and its hash: what `tandem verify` prints, and what two runs are compared by.
    package private(set) var head: ChainHead
    package private(set) var equityHead: ChainHead

    static let entries = AppendOnlyTable("ledger")
    static let equity = AppendOnlyTable("equity")

    private static let schema = StoreSchema(
        kind: kind,
        migrations: [
            entries.creation + equity.creation + StateRow.creation + OrderIndex.creation, repairsCreation,
        ]
    )

    /// Opens the file or creates it. The content is not verified yet: that is ``load()``.
    ///
    /// A file that ends before a head that was seen of it, or that has another hash there, is an old copy or has lost its
    /// tail. The last heads are kept in a file beside it.
    ///
    /// - Parameters:
    ///   - path: the file; its folder must exist.
    ///   - durability: when a commit is on the disk.
    ///   - witness: the ledger's head as a neighbour has last seen it.
    /// - Throws: ``StoreError``.
    package init(path: String, durability: Durability, witness: ChainHead? = nil) throws(StoreError) {
        let seen = try HeadFile.read(beside: path)
        try self.init(path: path, durability: durability, ledger: [witness, seen?.ledger], equity: seen?.equity)
    }

    /// Opens a file for its repair, which nothing bears witness against.
    init(repairing path: String) throws(StoreError) {
        try self.init(path: path, durability: .full, ledger: [], equity: nil)
    }

    private init(
        path: String,
        durability: Durability,
        ledger: [ChainHead?],
        equity: ChainHead?
    ) throws(StoreError) {
        let seen = ledger.compactMap { $0 }.filter { $0.key > 0 }
        if let last = seen.first, !FileManager.default.fileExists(atPath: path) {
            throw .lostTail(path: path, table: Self.entries.name, last: 0, expected: last.key)
        }
        let file = try StoreFile(path: path, schema: Self.schema, durability: durability)
        let heads = try file.read { database in
            (ledger: try Self.entries.head(in: database), equity: try Self.equity.head(in: database))
        }
        self.file = file
        head = heads.ledger
        equityHead = heads.equity
        headFile = try HeadFile(beside: path)
        for witness in seen { try check(witness, head, in: Self.entries) }
        if let equity, equity.key > 0 { try check(equity, equityHead, in: Self.equity) }
    }

    /// Appends to the ledger and the equity curve and replaces the state, in one transaction.
    ///
    /// - Throws: ``StoreError/refused(path:what:)`` when an entry does not follow the last one, an order's identifier is
    ///   there already, or the state is not the one after these entries; nothing is written then.
    package mutating func commit(
        _ entries: [LedgerTransaction],
        equity: [EquityPoint],
        state: BrokerState
    ) throws(StoreError) {
        let start = (ledger: head, equity: equityHead)
        let heads = try file.write { database in
            var rows: [AppendOnlyTable.Entry] = []
            rows.reserveCapacity(entries.count)
            var expected = start.ledger.key
            for entry in entries {
                expected += 1
                guard entry.sequence == expected else {
                    throw refusal("entry \(entry.sequence) came where \(expected) is due")
                }
                try OrderIndex.record(entry, in: database, path: file.path)
                rows.append(
                    AppendOnlyTable.Entry(
                        key: entry.sequence,
                        time: entry.time,
                        payload: try CanonicalLedger.bytes(of: entry)
                    )
                )
            }
            guard state.sequence == expected else {
                throw refusal("the state is after entry \(state.sequence), the ledger after \(expected)")
            }
            let ledger = try Self.entries.append(rows, after: start.ledger, to: database)
            let curve = try Self.equity.append(equity.map(\.row), after: start.equity, to: database)
            guard curve.key <= state.cursor else {
                throw refusal("the equity curve is at \(curve.key), the state at \(state.cursor)")
            }
            try StateRow(state: state, ledger: ledger, equity: curve).save(in: database)
            return (ledger: ledger, equity: curve)
        }
        head = heads.ledger
        equityHead = heads.equity
        try headFile.write(HeadFile.Heads(ledger: head, equity: equityHead))
    }

    /// Takes the file as it is now for the newest there is.
    func bearWitness() throws(StoreError) {
        let heads = try file.read { database in
            HeadFile.Heads(ledger: try Self.entries.head(in: database), equity: try Self.equity.head(in: database))
        }
        try headFile.write(heads)
    }

    /// Moves everything into the one file and closes it.
    package func close() throws(StoreError) { try file.close() }

    private func check(_ seen: ChainHead, _ head: ChainHead, in table: AppendOnlyTable) throws(StoreError) {
        guard seen.key <= head.key else {
            throw .lostTail(path: file.path, table: table.name, last: head.key, expected: seen.key)
        }
        guard try file.read({ try table.entry(at: seen.key, in: $0)?.hash }) == seen.hash else {
            throw .corrupt(
                path: file.path,
                table: table.name,
                row: seen.key,
                what: "its hash is not the one seen before (\(seen.hash))"
            )
        }
    }

    private func refusal(_ what: String) -> StoreError { .refused(path: file.path, what: what) }
}
