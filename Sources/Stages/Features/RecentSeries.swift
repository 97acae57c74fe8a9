import TradingDomain

/// The last ten values of the series that a prompt shows.
struct RecentSeries: Sendable {
    var closes = LatestValues()
    var ema20 = LatestValues()
    var macd = LatestValues()
    var rsi7 = LatestValues()
    var rsi14 = LatestValues()

    func fill(_ features: inout MomentumFeatures) {
        features.lastCloses = closes.values
        features.lastEMA20 = ema20.values
        features.lastMACD = macd.values
        features.lastRSI7 = rsi7.values
        features.lastRSI14 = rsi14.values
    }
}
