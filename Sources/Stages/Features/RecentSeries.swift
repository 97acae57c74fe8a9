import TradingDomain

/// The last ten values of the series that a prompt shows.
struct RecentSeries: Sendable {
    var closes = LatestValues()
    var ema20 = LatestValues()
    var macd = LatestValues()
    var rsi7 = LatestValues()
    var rsi14 = LatestValues()

    var values: LastValues {
        var last = LastValues()
        last.closes = closes.values
        last.ema20 = ema20.values
        last.macd = macd.values
        last.rsi7 = rsi7.values
        last.rsi14 = rsi14.values
        return last
    }
}
