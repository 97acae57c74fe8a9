import Indicators

/// The nine standard indicators, fed candle by candle.
struct NineIndicators {
    private var ema20 = EMA(period: 20)
    private var ema50 = EMA(period: 50)
    private var rsi7 = RSI(period: 7)
    private var rsi14 = RSI(period: 14)
    private var macd = MACD(fast: 12, slow: 26, signal: 9)
    private var atr3 = ATR(period: 3)
    private var atr14 = ATR(period: 14)
    private var adx14 = ADX(period: 14)
    private var bollinger = Bollinger(period: 20, deviations: 2)

    /// How many numbers a candle gives.
    static let width = 13

    /// Takes a candle and writes its readings, NaN until warm, to `row` and the `width − 1` places after it.
    mutating func update(high: Double, low: Double, close: Double, row: UnsafeMutablePointer<Double>) {
        row[0] = ema20.update(close) ?? .nan
        row[1] = ema50.update(close) ?? .nan
        row[2] = rsi7.update(close) ?? .nan
        row[3] = rsi14.update(close) ?? .nan
        let momentum = macd.update(close)
        row[4] = momentum?.line ?? .nan
        row[5] = momentum?.signal ?? .nan
        row[6] = momentum?.histogram ?? .nan
        row[7] = atr3.update(high: high, low: low, close: close) ?? .nan
        row[8] = atr14.update(high: high, low: low, close: close) ?? .nan
        row[9] = adx14.update(high: high, low: low, close: close) ?? .nan
        let bands = bollinger.update(close)
        row[10] = bands?.upper ?? .nan
        row[11] = bands?.middle ?? .nan
        row[12] = bands?.lower ?? .nan
    }
}
