package import TradingDomain

/// Whether a symbol's fast view shows anything to decide.
///
/// Quiet is a close within the range of the 20 candles before it, a last volume under 1.5 × its mean, and an RSI7
/// between 20 and 80. An entry needs one of the three: without it there is nothing to ask. Absent values are not quiet.
package enum QuietFilter {
    /// - Parameter snapshot: fresh features.
    /// - Returns: whether the entry question can be left out. The 4 h question never is.
    package static func isQuiet(_ snapshot: FeatureSnapshot) -> Bool {
        guard let momentum = snapshot.momentum, momentum.breakout == nil,
            let volume = momentum.volumeRatio, let rsi = momentum.rsi7, momentum.atr14 != nil
        else { return false }
        return volume < 1.5 && rsi > 20 && rsi < 80
    }
}
