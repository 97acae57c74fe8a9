/// The 4 h view of one symbol, from closed candles only. Every value is absent until its indicator is warm.
public struct TrendFeatures: Hashable, Sendable {
    /// Close time of the last 4 h candle used.
    public var closeTime: Timestamp
    public var close: Price
    public var direction: Direction?
    public var strength: Strength?
    public var ema20: Double?
    public var ema50: Double?
    public var macd: MACDValue?
    /// 0 ... 100.
    public var rsi14: Double?
    /// 0 ... 100.
    public var adx14: Double?
    /// Quote currency.
    public var atr3: Double?
    public var atr14: Double?
    public var bollinger: BollingerValue?
    /// Volume of the last closed candle ÷ mean volume of the 20 before it.
    public var volumeRatio: Double?
    /// Rate of change over 10 candles, in percent.
    public var momentum: Double?
    /// Nearest first; at most three.
    public var supports: [PriceLevel] = []
    public var resistances: [PriceLevel] = []

    public init(closeTime: Timestamp, close: Price) {
        self.closeTime = closeTime
        self.close = close
    }

    public enum Direction: String, Hashable, CaseIterable, Sendable { case up, down, sideways }
    public enum Strength: String, Hashable, CaseIterable, Sendable { case weak, medium, strong }
}
