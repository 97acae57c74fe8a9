package import TradingDomain

/// What happened since the account was opened.
package struct BrokerCounters: Hashable, Sendable {
    package internal(set) var ordersAccepted: UInt64 = 0
    package internal(set) var ordersExpired: UInt64 = 0
    package internal(set) var fills: UInt64 = 0
    /// Candles that touched both stop and target of a position; each counted as the stop.
    package internal(set) var ambiguousCandles: UInt64 = 0
    /// What those candles would have earned more, before fees, had the target come first: the optimistic bound is the
    /// profit plus this.
    package internal(set) var ambiguousProfit: Money = .zero
    /// Realised profit before fees, as posted.
    package internal(set) var realisedProfit: Money = .zero
    package internal(set) var fees: Money = .zero
    package internal(set) var liquidations: UInt64 = 0
    /// Got less paid at funding settlements.
    package internal(set) var funding: Money = .zero
    /// Put in less taken out after the account was opened.
    package internal(set) var transfers: Money = .zero

    package init() {}
}
