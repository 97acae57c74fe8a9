/// What is not a price, as the prompt prints it: ranges and differences of prices, ratios, oscillators, percents.
///
/// An ATR or a MACD is a small part of the price, so the price's own grid would cut a cheap coin's to a digit or two, and
/// fixed decimals would do the same to a small percent. They have a fine unit, and are rounded by their own size.
package enum FineAmount {
    /// Digits behind the point: the unit is 1e-12.
    package static let decimals = 12
    /// 1.0 in units.
    package static let one: Int64 = 1_000_000_000_000
    /// A unit of a price, 1e-8, in units of a fine amount of the quote currency.
    package static let unitsInPriceUnit: Int64 = 10_000

    /// The nearest amount with five or six significant digits; fewer only below 1e-8, where 1e-12 is coarser.
    ///
    /// - Parameter value: in the quote currency, in percent, or without unit.
    /// - Returns: units of 1e-12; `nil` for a value that is not finite or beyond ±4 million.
    package static func units(_ value: Double) -> Int64? {
        let magnitude = value.magnitude
        guard magnitude <= largest else { return nil }
        // Four digits behind the leading one. The exponent of two gives the leading digit's place or the one below.
        let place = magnitude < smallest ? -8 : (Int(magnitude.exponent) * 1233) >> 12
        let decimals = min(max(4 - place, 0), Self.decimals)
        let scale = scales[decimals]
        let digits = value * Double(scale)
        return Int64(value < 0 ? digits - 0.5 : digits + 0.5) * scales[Self.decimals - decimals]
    }

    private static let largest = 4e6
    /// Anything smaller has all the digits there are.
    private static let smallest = 1e-8
    private static let scales: [Int64] = [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000,
    ]
}
