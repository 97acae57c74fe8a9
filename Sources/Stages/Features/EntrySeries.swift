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
    ///   - features: of the candle before, or new; become those as of this one, in their place.
    /// - Returns: the volatility of 96 returns, annualised, as a fraction.
    mutating func add(
        _ candle: Candle,
        _ recent: inout RecentSeries,
        _ features: inout MomentumFeatures
    ) -> Double? {
        let high = candle.high.value
        let low = candle.low.value
        let close = candle.close.value
        features.closeTime = candle.closeTime
        features.close = candle.close
        recent.closes.append(close)
        features.ema20 = ema20.update(close)
        if let value = features.ema20 { recent.ema20.append(value) }
        features.ema50 = ema50.update(close)
        features.macd = macd.update(close).map {
            MACDValue(line: $0.line, signal: $0.signal, histogram: $0.histogram)
        }
        if let value = features.macd { recent.macd.append(value.line) }
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
        features.breakout = range.value.flatMap {
            MomentumRules.breakout(close: close, upper: $0.upper, lower: $0.lower, atr14: features.atr14)
        }
        range.update(high: high, low: low)
        features.squeeze = bands.update(close).flatMap {
            MomentumRules.squeeze(upper: $0.upper, lower: $0.lower, ema20: features.ema20, atr14: features.atr14)
        }
        features.divergence = divergence.add(
            high: high,
            low: low,
            closeTime: candle.closeTime,
            rsi14: features.rsi14
        )
        return volatility.update(close)
    }
}
