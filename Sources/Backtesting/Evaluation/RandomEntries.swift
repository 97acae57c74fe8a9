internal import Statistics
package import TradingDomain

/// The run's trades at random moments and on random sides: luck with the same exposure and holding times.
///
/// A draw keeps, for each symbol, how many trades there were, how large each was and how many candles it was held. It
/// changes their order, puts them at random places without overlap, and tosses a coin for each side. So its edge before
/// costs is zero on average whatever the market did, and what a run has above it is not mere exposure.
package struct RandomEntries: Sendable {
    /// What one draw earned, in the account's currency.
    package struct Draw: Hashable, Sendable {
        /// Before costs.
        package let edge: Double
        /// Spread, slippage and fees of both sides.
        package let costs: Double

        package var profit: Double { edge - costs }
    }

    private struct Series {
        let opens: [Double]
        /// Candles held, and the notional, of each trade.
        let trades: [(candles: Int, notional: Double)]
        let free: Int
    }

    private let series: [Series]
    /// Of the notional, for both sides together.
    private let costFraction: Double

    /// - Parameters:
    ///   - trades: of the run.
    ///   - opens: opening prices of each symbol's candles from the first cycle that could decide on, in order.
    ///   - interval_ms: length of a candle.
    ///   - costFraction: of the notional, for both sides together.
    package init(
        trades: [ClosedTrade],
        opens: [(symbol: Symbol, opens: [Double])],
        interval_ms: Int64,
        costFraction: Double
    ) {
        self.costFraction = costFraction
        series = opens.map { symbol, opens in
            let own = trades.filter { $0.symbol == symbol }.map { trade in
                let held = Int(trade.closedAt.milliseconds(since: trade.openedAt) / interval_ms)
                return (candles: max(held, 1), notional: trade.notional.value)
            }
            // The last open is where the last trade may end.
            return Series(opens: opens, trades: own, free: opens.count - 1 - own.reduce(0) { $0 + $1.candles })
        }
    }

    /// One draw, a function of its seed.
    ///
    /// - Parameter seed: another seed is another draw.
    /// - Returns: what it earned; a symbol whose trades fill its whole time takes no part.
    package func draw(seed: UInt64) -> Draw {
        var chance = SplitMix64(seed: seed)
        var (edge, turned) = (0.0, 0.0)
        for series in series where series.free >= 0 && !series.trades.isEmpty {
            var trades = series.trades
            // Fisher and Yates.
            for index in trades.indices.dropLast() {
                trades.swapAt(index, index + chance.index(below: trades.count - index))
            }
            // Sorted places in the free time, moved apart by what lies before: every arrangement is as likely.
            let places = trades.map { _ in chance.index(below: series.free + 1) }.sorted()
            var before = 0
            for (place, trade) in zip(places, trades) {
                let start = place + before
                before += trade.candles
                let sign = chance.next() >> 63 == 0 ? 1.0 : -1.0
                edge += sign * trade.notional * (series.opens[start + trade.candles] / series.opens[start] - 1)
                turned += trade.notional
            }
        }
        return Draw(edge: edge, costs: turned * costFraction)
    }
}
