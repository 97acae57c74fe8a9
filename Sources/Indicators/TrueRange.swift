/// How far a candle reached, the gap from the close before included (J. Welles Wilder, 1978).
enum TrueRange {
    /// `max(high − low, |high − previousClose|, |low − previousClose|)`, in the unit of the prices.
    static func of(high: Double, low: Double, previousClose: Double) -> Double {
        max(high - low, abs(high - previousClose), abs(low - previousClose))
    }
}
