/// The 4 h view of one symbol, from closed candles only. Every value is absent until its indicator is warm.
package struct TrendFeatures: Hashable, Sendable {
    /// Close time of the last 4 h candle used.
    package var closeTime: Timestamp
    package var close: Price
    package var direction: Direction?
    package var strength: Strength?
    package var ema20: Double?
    package var ema50: Double?
    package var macd: MACDValue?
    /// 0 ... 100.
    package var rsi14: Double?
    /// 0 ... 100.
    package var adx14: Double?
    /// Quote currency.
    package var atr3: Double?
    package var atr14: Double?
    package var bollinger: BollingerValue?
    /// Volume of the last closed candle ÷ mean volume of the 20 before it.
    package var volumeRatio: Double?
    /// Rate of change over 10 candles, in percent.
    package var momentum: Double?
    /// Nearest first; at most three.
    package var supports: [PriceLevel] = []
    package var resistances: [PriceLevel] = []

    package init(closeTime: Timestamp, close: Price) {
        self.closeTime = closeTime
        self.close = close
    }

    package enum Direction: String, Hashable, CaseIterable, Sendable { case up, down, sideways }
    package enum Strength: String, Hashable, CaseIterable, Sendable { case weak, medium, strong }
}
