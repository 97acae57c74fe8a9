internal import PaperTrading
package import TradingDomain

/// The hash chain of a ledger apart from any file, for a backtest and for comparing two runs.
package struct LedgerChain: Hashable, Sendable {
    package private(set) var head = ChainHead.genesis

    package init() {}

    /// - Throws: ``CanonicalError`` for an entry without canonical bytes.
    package mutating func append(_ entry: LedgerTransaction) throws(CanonicalError) {
        head = ChainHead(key: entry.sequence, hash: head.hash.following(try CanonicalLedger.bytes(of: entry)))
    }
}
