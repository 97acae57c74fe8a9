internal import Indicators
package import TradingDomain

/// Long only: buys when EMA20 crosses above EMA50 of the close, sells when it crosses below, with a stop 1 % below the
/// close of the signal. The strategy by which engines are compared; nothing here recommends it.
package struct EMACross: CandleStrategy {
    /// A thousandfold: the strategy has no target, and the broker's positions have one.
    private static let targetFactor: Int64 = 1_000

    private let quantity: Quantity
    private var fast = EMA(period: 20)
    private var slow = EMA(period: 50)
    private var lastGap: Double?

    /// - Parameter quantity: of each trade.
    package init(quantity: Quantity) { self.quantity = quantity }

    package mutating func decide(on candle: Candle, isInvested: Bool) -> NativeWish? {
        let close = candle.close.value
        let (fast, slow) = (fast.update(close), slow.update(close))
        guard let fast, let slow else { return nil }
        let gap = fast - slow
        defer { lastGap = gap }
        guard let lastGap else { return nil }
        if !isInvested, lastGap <= 0, gap > 0 { return wishToBuy(at: candle.close) }
        if isInvested, lastGap >= 0, gap < 0 { return .sell }
        return nil
    }

    /// The stop on the grid of 0.01, the half rounded up.
    private func wishToBuy(at close: Price) -> NativeWish? {
        let cents = close.units / 1_000_000
        guard let stop = try? Price(units: (cents * 99 + 50) / 100 * 1_000_000),
            let target = try? Price(units: close.units * Self.targetFactor)
        else { return nil }
        return .buy(quantity, Order.Protection(stopLoss: stop, takeProfit: target))
    }
}
