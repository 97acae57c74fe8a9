import Indicators
import TradingDomain

/// The indicators of one symbol's 4 h candles, and the swing points that its levels are made of.
struct TrendSeries: Sendable {
    private var ema20 = EMA(period: 20)
    private var ema50 = EMA(period: 50)
    private var macd = MACD()
    private var rsi14 = RSI(period: 14)
    private var adx14 = ADX(period: 14)
    private var atr3 = ATR(period: 3)
    private var atr14 = ATR(period: 14)
    private var bands = Bollinger()
    private var volume = VolumeZScore(period: 20)
    private var change = ROC(period: 10)
    private var swings = SwingFinder()
    private var levels = LevelFinder()

    /// Takes the next closed candle; gives the view as of it.
    mutating func add(_ candle: Candle) -> TrendFeatures {
        let high = candle.high.value
        let low = candle.low.value
        let close = candle.close.value
        var features = TrendFeatures(closeTime: candle.closeTime, close: candle.close)
        features.ema20 = ema20.update(close)
        features.ema50 = ema50.update(close)
        features.macd = macd.update(close).map {
            MACDValue(line: $0.line, signal: $0.signal, histogram: $0.histogram)
        }
        features.rsi14 = rsi14.update(close)
        features.adx14 = adx14.update(high: high, low: low, close: close)
        features.atr3 = atr3.update(high: high, low: low, close: close)
        features.atr14 = atr14.update(high: high, low: low, close: close)
        features.bollinger = bands.update(close).map {
            BollingerValue(upper: $0.upper, middle: $0.middle, lower: $0.lower)
        }
        volume.update(candle.volume.value)
        features.volumeRatio = volume.ratio
        features.momentum = change.update(close)
        features.direction = TrendRules.direction(
            close: close,
            ema20: features.ema20,
            ema50: features.ema50,
            macdLine: features.macd?.line
        )
        features.strength = TrendRules.strength(adx14: features.adx14)
        levels.add(swings.add(high: high, low: low, closeTime: candle.closeTime, rsi: nil))
        if let atr14 = features.atr14 {
            (features.supports, features.resistances) = levels.levels(close: close, atr14: atr14)
        }
        return features
    }
}
