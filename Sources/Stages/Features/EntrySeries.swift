import Indicators
import TradingDomain

/// The indicators of one symbol's entry candles.
struct EntrySeries: Sendable {
    private static let year_ms = 365.0 * 86_400_000

    private(set) var last: Candle?
    private(set) var ema20 = EMA(period: 20)
    private(set) var ema50 = EMA(period: 50)
    private(set) var macd = MACD()
    private(set) var rsi7 = RSI(period: 7)
    private(set) var rsi14 = RSI(period: 14)
    private(set) var atr14 = ATR(period: 14)
    private(set) var volume = VolumeZScore(period: 20)
    private(set) var change = ROC(period: 10)
    /// The channel of the 20 candles before the last one.
    private(set) var rangeBefore: Donchian.Output?
    private(set) var lastCloses = LatestValues()
    private(set) var lastEMA20 = LatestValues()
    private(set) var lastMACD = LatestValues()
    private(set) var lastRSI7 = LatestValues()
    private(set) var lastRSI14 = LatestValues()
    private var range = Donchian(period: 20)
    private var volatility: RealisedVolatility
    private var lastClose = 0.0

    init(timeframe: Timeframe) {
        volatility = RealisedVolatility(period: 96, periodsPerYear: Self.year_ms / Double(timeframe.milliseconds))
    }

    /// What the models cannot do without.
    var isWarm: Bool { ema20.value != nil && macd.value != nil && rsi14.value != nil && atr14.value != nil }

    /// Annualised, as a fraction; over 96 returns, of which one may span a gap.
    var realisedVolatility: Double? { volatility.value }

    /// - Returns: the return since the candle before, as a fraction; `nil` for the first.
    mutating func add(_ candle: Candle) -> Double? {
        let high = candle.high.value
        let low = candle.low.value
        let close = candle.close.value
        let before = last == nil ? nil : lastClose
        last = candle
        lastClose = close
        lastCloses.append(close)
        if let value = ema20.update(close) { lastEMA20.append(value) }
        if let value = macd.update(close) { lastMACD.append(value.line) }
        if let value = rsi7.update(close) { lastRSI7.append(value) }
        if let value = rsi14.update(close) { lastRSI14.append(value) }
        ema50.update(close)
        atr14.update(high: high, low: low, close: close)
        volume.update(candle.volume.value)
        change.update(close)
        volatility.update(close)
        rangeBefore = range.value
        range.update(high: high, low: low)
        return before.map { close / $0 - 1 }
    }
}
