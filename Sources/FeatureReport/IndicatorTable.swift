import Indicators
package import TradingDomain

/// A row of indicator values per candle, named as in TA-Lib's golden files: what a person compares with another tool.
///
/// A cell is empty until its indicator is warm; digits are the shortest that read back as the same number.
package struct IndicatorTable: Sendable {
    package static let header =
        "open_time_ms,ema20,ema50,rsi7,rsi14,macd,macd_signal,macd_hist,atr3,atr14,adx14,plus_di14,minus_di14,"
        + "bb_upper,bb_middle,bb_lower,obv,sma20_volume,roc12"

    private var ema20 = EMA(period: 20)
    private var ema50 = EMA(period: 50)
    private var rsi7 = RSI(period: 7)
    private var rsi14 = RSI(period: 14)
    private var macd = MACD()
    private var atr3 = ATR(period: 3)
    private var atr14 = ATR(period: 14)
    private var adx14 = ADX(period: 14)
    private var bands = Bollinger()
    private var obv = OBV()
    private var volume = SMA(period: 20)
    private var change = ROC(period: 12)

    package init() {}

    /// - Parameter candle: the next closed one.
    /// - Returns: its row, without a line end.
    package mutating func row(_ candle: Candle) -> String {
        let high = candle.high.value
        let low = candle.low.value
        let close = candle.close.value
        let traded = candle.volume.value
        var text = String(candle.openTime.milliseconds)
        func add(_ value: Double?) {
            text += ","
            if let value { text += "\(value)" }
        }
        add(ema20.update(close))
        add(ema50.update(close))
        add(rsi7.update(close))
        add(rsi14.update(close))
        let macd = macd.update(close)
        add(macd?.line)
        add(macd?.signal)
        add(macd?.histogram)
        add(atr3.update(high: high, low: low, close: close))
        add(atr14.update(high: high, low: low, close: close))
        add(adx14.update(high: high, low: low, close: close))
        add(adx14.plusDI)
        add(adx14.minusDI)
        let bands = bands.update(close)
        add(bands?.upper)
        add(bands?.middle)
        add(bands?.lower)
        add(obv.update(close: close, volume: traded))
        add(volume.update(traded))
        add(change.update(close))
        return text
    }
}
