/// The step to which a symbol's prices are rounded before a model sees them.
///
/// Fixed decimals lose cheap coins (0.18 for DOGE) and fill dear ones with noise; a number of significant digits
/// suits both. The step follows from the price alone, so that averages, ranges and levels of a symbol share it and
/// can be compared digit by digit.
package struct PriceGrid: Hashable, Sendable {
    /// Digits that a price keeps; fewer only where 1e-8, the smallest unit there is, is coarser.
    package static let significantDigits = 7

    /// Units of 1e-8; a power of ten, 1 or more.
    package let step: Int64
    /// Steps in 1.0 of the quote currency.
    private let scale: Double
    /// In steps.
    private let largest: Double

    /// - Parameter price: the symbol's price in units of 1e-8; anything below 1 counts as 1.
    package init(price: Int64) {
        var step: Int64 = 1
        var rest = price / 10_000_000
        while rest > 0 {
            step *= 10
            rest /= 10
        }
        self.step = step
        scale = 1e8 / Double(step)
        largest = Double(PromptNumbers.largest / step)
    }

    /// The multiple of the step that is nearest to an amount of the quote currency.
    /// - Returns: `nil` for a value that is not finite or beyond ±40 billion.
    package func units(nearest value: Double) -> Int64? {
        Quantised.integer(value * scale, largest: largest).map { $0 * step }
    }

    /// The multiple of the step that is nearest to `units`, halves upwards. For amounts of 0 or more.
    package func rounded(_ units: Int64) -> Int64 {
        (units + step / 2) / step * step
    }
}
