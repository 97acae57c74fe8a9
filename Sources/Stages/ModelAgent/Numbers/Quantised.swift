import TradingDomain

/// Rounding to the digits that are printed. All results are absent for values that are not finite.
enum Quantised {
    /// The nearest integer, halves away from zero; absent beyond ±`largest`.
    ///
    /// Adds a half and cuts, as the conversion does: `rounded()` is a call into the C library on this platform.
    static func integer(_ value: Double, largest: Double = Double(PromptNumbers.largest)) -> Int64? {
        guard value.magnitude <= largest else { return nil }
        return Int64(value < 0 ? value - 0.5 : value + 0.5)
    }

    static func units(_ price: Price?) -> Int64? {
        guard let price, price.units <= PromptNumbers.largest else { return nil }
        return price.units
    }
}
