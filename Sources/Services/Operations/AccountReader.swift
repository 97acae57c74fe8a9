internal import PaperTrading
internal import SQLiteStore
internal import TradingDomain

/// Walks an account's entries and equity points in order, a page at a time.
struct AccountReader {
    private let store: LedgerStore

    init(_ store: LedgerStore) { self.store = store }

    /// - Parameters:
    ///   - entry: gets every entry, in order; those of one time before the equity point of that time.
    ///   - point: gets every equity point, in order.
    /// - Throws: ``StoreError``.
    func each(_ entry: (LedgerTransaction) -> Void, _ point: (EquityPoint) -> Void) throws(StoreError) {
        var (after, position): (UInt64, LogPosition) = (0, 0)
        var waiting = try store.entries(after: 0, maximum: 1000)[...]
        while true {
            let points = try store.equity(after: position, maximum: 1000)
            for one in points {
                while let next = waiting.first, next.time <= one.time {
                    entry(next)
                    after = next.sequence
                    waiting = waiting.dropFirst()
                    if waiting.isEmpty { waiting = try store.entries(after: after, maximum: 1000)[...] }
                }
                point(one)
                position = one.position
            }
            if points.isEmpty { break }
        }
        while let next = waiting.first {
            entry(next)
            waiting = waiting.dropFirst()
            if waiting.isEmpty { waiting = try store.entries(after: next.sequence, maximum: 1000)[...] }
        }
    }
}
