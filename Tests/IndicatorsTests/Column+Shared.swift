import Indicators

extension Column {
    /// Every column of the golden files that the project shares, named as there.
    static let shared: [Column] =
        [ema(20, as: "ema20"), ema(50, as: "ema50"), rsi(7, as: "rsi7"), rsi(14, as: "rsi14")]
        + macd(MACD(fast: 12, slow: 26, signal: 9), as: ("macd", "macd_signal", "macd_hist"))
        + [atr(3, as: "atr3"), atr(14, as: "atr14")]
        + adx(14, as: ("adx14", "plus_di14", "minus_di14"))
        + bollinger(Bollinger(period: 20, deviations: 2), as: ("bb_upper", "bb_middle", "bb_lower"))
        + [
            ofCandle("obv", OBV()) { $0.update(close: $1.close, volume: $1.volume) },
            ofCandle("sma20_volume", SMA(period: 20)) { $0.update($1.volume) },
            ofClose("roc12", ROC(period: 12)) { $0.update($1) },
        ]
}
