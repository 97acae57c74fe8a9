/// The entry view (3 m by default) of one symbol, from closed candles only; absent until warm.
package struct MomentumFeatures: Hashable, Sendable {
    /// Close time of the last candle used.
    package var closeTime: Timestamp
    package var close: Price
    package var ema20: Double?
    package var ema50: Double?
    package var macd: MACDValue?
    package var rsi7: Double?
    package var rsi14: Double?
    package var atr14: Double?
    /// Close outside the range of the 20 candles before it.
    package var breakout: Breakout?
    /// Volume of the last closed candle ÷ mean volume of the 20 before it.
    package var volumeRatio: Double?
    /// Rate of change over 10 candles, in percent.
    package var momentum: Double?
    package var condition: Condition?
    /// Direction of the last candles by EMA20's slope.
    package var microTrend: TrendFeatures.Direction?
    /// The Bollinger bands lie within the Keltner channel: the calm in which a break-out begins.
    package var squeeze: Bool?
    /// Price and RSI14 turned at their last confirmed swings in opposite ways; absent when they did not.
    package var divergence: Divergence?
    /// Absent without a series: most copies of the features carry none.
    private var boxedLast: Boxed<LastValues>?

    package var last: LastValues {
        get { boxedLast?.value ?? LastValues() }
        set { boxedLast = newValue == LastValues() ? nil : Boxed(newValue) }
    }

    package init(closeTime: Timestamp, close: Price) {
        self.closeTime = closeTime
        self.close = close
    }

    /// The last 10 values, oldest first, of each series; shorter until warm.
    package struct LastValues: Hashable, Sendable {
        package var closes: [Double] = []
        package var ema20: [Double] = []
        package var macd: [Double] = []
        package var rsi7: [Double] = []
        package var rsi14: [Double] = []

        package init() {}
    }

    package enum Condition: String, Hashable, CaseIterable, Sendable { case overbought, oversold, neutral }

    /// Bearish: a higher high on a lower RSI14. Bullish: a lower low on a higher RSI14.
    package enum Divergence: String, Hashable, CaseIterable, Sendable { case bullish, bearish }

    /// A close beyond the Donchian range of the candles before it.
    package struct Breakout: Hashable, Sendable {
        package var side: Side
        /// The edge that was broken, in the quote currency.
        package var level: Double
        /// Distance of the close beyond the edge, in ATR14.
        package var excess: Double

        package init(side: Side, level: Double, excess: Double) {
            self.side = side
            self.level = level
            self.excess = excess
        }
    }
}
