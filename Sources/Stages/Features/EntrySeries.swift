import Indicators
import TradingDomain

/// The indicators of one symbol's entry candles.
struct EntrySeries: Sendable {
    private static let year_ms = 365.0 * 86_400_000

    private var ema20 = EMA(period: 20)
    private var ema50 = EMA(period: 50)
    private var macd = MACD()
    private var rsi7 = RSI(period: 7)
    private var rsi14 = RSI(period: 14)
    private var atr14 = ATR(period: 14)
    private var volume = VolumeZScore(period: 20)
    private var change = ROC(period: 10)
    private var range = Donchian(period: 20)
    private var bands = Bollinger()
    private var divergence = DivergenceFinder()
    private var volatility: RealisedVolatility

    init(timeframe: Timeframe) {
        volatility = RealisedVolatility(period: 96, periodsPerYear: Self.year_ms / Double(timeframe.milliseconds))
    }

    /// Takes the next closed candle.
    ///
    /// - Parameters:
    ///   - candle: of the entry timeframe.
    ///   - recent: the last values of the series, which it prolongs.
    ///   - view: becomes the view as of it, without the series.
    /// - Returns: the volatility of 96 returns, annualised, as a fraction.
    mutating func add(
        _ candle: Candle,
        _ recent: inout RecentSeries,
        _ view: inout MomentumFeatures?
    ) -> Double? {
        let high = candle.high.value
        let low = candle.low.value
        let close = candle.close.value
        var features = MomentumFeatures(closeTime: candle.closeTime, close: candle.close)
        recent.closes.append(close)
        features.ema20 = ema20.update(close)
        if let value = features.ema20 { recent.ema20.append(value) }
        features.ema50 = ema50.update(close)
        if let value = macd.update(close) {
            features.macd = MACDValue(line: value.line, signal: value.signal, histogram: value.histogram)
            recent.macd.append(value.line)
        }
        features.rsi7 = rsi7.update(close)
        if let value = features.rsi7 { recent.rsi7.append(value) }
        features.rsi14 = rsi14.update(close)
        if let value = features.rsi14 { recent.rsi14.append(value) }
        features.atr14 = atr14.update(high: high, low: low, close: close)
        volume.append(candle.volume.value)
        features.volumeRatio = volume.ratio
        features.momentum = change.update(close)
        features.condition = MomentumRules.condition(rsi7: features.rsi7, rsi14: features.rsi14)
        features.microTrend = MomentumRules.microTrend(
            ema20: features.ema20,
            before: recent.ema20.value(before: MomentumRules.slope_candles),
            atr14: features.atr14
        )
        if let before = range.value {
            features.breakout = MomentumRules.breakout(
                close: close,
                upper: before.upper,
                lower: before.lower,
                atr14: features.atr14
            )
        }
        range.update(high: high, low: low)
        if let bands = bands.update(close) {
            features.squeeze = MomentumRules.squeeze(
                upper: bands.upper,
                lower: bands.lower,
                ema20: features.ema20,
                atr14: features.atr14
            )
        }
        features.divergence = divergence.add(
            high: high,
            low: low,
            closeTime: candle.closeTime,
            rsi14: features.rsi14
        )
        view = consume features
        return volatility.update(close)
    }
}
