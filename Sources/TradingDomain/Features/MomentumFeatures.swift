/// The entry view (3 m by default) of one symbol, from closed candles only; absent until warm.
///
/// Plain numbers, so that a copy counts no references; the series lie in ``FeatureSnapshot/last``.
public struct MomentumFeatures: Hashable, Sendable {
    /// Close time of the last candle used.
    public var closeTime: Timestamp
    public var close: Price
    public var ema20: Double?
    public var ema50: Double?
    public var macd: MACDValue?
    public var rsi7: Double?
    public var rsi14: Double?
    public var atr14: Double?
    /// Close outside the range of the 20 candles before it.
    public var breakout: Breakout?
    /// Volume of the last closed candle ÷ mean volume of the 20 before it.
    public var volumeRatio: Double?
    /// Rate of change over 10 candles, in percent.
    public var momentum: Double?
    public var condition: Condition?
    /// Direction of the last candles by EMA20's slope.
    public var microTrend: TrendFeatures.Direction?
    /// The Bollinger bands lie within the Keltner channel: the calm in which a break-out begins.
    public var squeeze: Bool?
    /// Price and RSI14 turned at their last confirmed swings in opposite ways; absent when they did not.
    public var divergence: Divergence?

    public init(closeTime: Timestamp, close: Price) {
        self.closeTime = closeTime
        self.close = close
    }

    public enum Condition: String, Hashable, CaseIterable, Sendable { case overbought, oversold, neutral }

    /// Bearish: a higher high on a lower RSI14. Bullish: a lower low on a higher RSI14.
    public enum Divergence: String, Hashable, CaseIterable, Sendable { case bullish, bearish }

    /// A close beyond the Donchian range of the candles before it.
    public struct Breakout: Hashable, Sendable {
        public var side: Side
        /// The edge that was broken, in the quote currency.
        public var level: Double
        /// Distance of the close beyond the edge, in ATR14.
        public var excess: Double

        public init(side: Side, level: Double, excess: Double) {
            self.side = side
            self.level = level
            self.excess = excess
        }
    }
}
