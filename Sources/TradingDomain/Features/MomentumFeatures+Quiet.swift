extension MomentumFeatures {
    /// Whether the view shows nothing to decide, so that the entry question can be left out; the 4 h question never is.
    ///
    /// Quiet is a close within the range of the 20 candles before it, a last volume under 1.5 × its mean, and an RSI7
    /// between 20 and 80. An entry needs one of the three: without it there is nothing to ask. Absent values are not quiet.
    @inlinable public var isQuiet: Bool {
        guard breakout == nil, let volumeRatio, let rsi7, atr14 != nil else { return false }
        return volumeRatio < 1.5 && rsi7 > 20 && rsi7 < 80
    }
}
