import Indicators
import TradingDomain

/// What a plot shows of one candle; absent until warm.
struct PlotPoint: Sendable {
    let candle: Candle
    let ema20: Double?
    let ema50: Double?
    let bands: BollingerValue?
    let rsi14: Double?
    let macd: MACDValue?

    /// Indicators over all candles, points of the last `count` of them.
    static func last(_ count: Int, of candles: [Candle]) -> [PlotPoint] {
        var ema20 = EMA(period: 20)
        var ema50 = EMA(period: 50)
        var bands = Bollinger()
        var rsi14 = RSI(period: 14)
        var macd = MACD()
        let points = candles.map { candle in
            let close = candle.close.value
            return PlotPoint(
                candle: candle,
                ema20: ema20.update(close),
                ema50: ema50.update(close),
                bands: bands.update(close).map { BollingerValue(upper: $0.upper, middle: $0.middle, lower: $0.lower) },
                rsi14: rsi14.update(close),
                macd: macd.update(close).map {
                    MACDValue(line: $0.line, signal: $0.signal, histogram: $0.histogram)
                }
            )
        }
        return points.suffix(count)
    }
}
