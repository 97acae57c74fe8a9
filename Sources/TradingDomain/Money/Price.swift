/// A price in the quote currency of one instrument.
///
/// Unit: 1e-8 of the quote currency, an integer, so that sums and compares are exact and equal on every machine.
/// Range: 0.00000001 ... 92 233 720 368.54775807.
public struct Price: Hashable, Comparable, Sendable {
    /// The price in units of 1e-8; always above zero.
    public let units: Int64

    /// - Throws: ``ValueError/notPositive(what:units:)`` for zero or less.
    public init(units: Int64) throws(ValueError) {
        guard units > 0 else { throw .notPositive(what: "price", units: units) }
        self.units = units
    }

    /// Reads decimal text such as `101.25`.
    /// - Throws: ``ValueError`` for text that is no decimal with at most 8 decimals, or not above zero.
    public init(parsing text: some StringProtocol) throws(ValueError) {
        guard let units = FixedPoint.units(parsing: text) else {
            throw .malformed(what: "price", text: String(text.prefix(40)))
        }
        try self.init(units: units)
    }

    /// The nearest price to a floating-point value.
    /// - Returns: `nil` if the value is not finite, not above zero, or out of range.
    public init?(nearest value: Double) {
        let scaled = (value * 1e8).rounded()
        guard scaled >= 1, scaled < 9.2e18 else { return nil }
        units = Int64(scaled)
    }

    /// The price as a floating-point number, for indicators; never for money.
    public var value: Double { Double(units) / 1e8 }

    public static func == (left: Price, right: Price) -> Bool { left.units == right.units }

    public static func < (left: Price, right: Price) -> Bool { left.units < right.units }

    /// The value of `quantity` at this price, rounded half away from zero to 1e-8.
    ///
    /// - Throws: ``ValueError/tooLarge(what:)`` above 92 billion.
    public func notional(of quantity: Quantity) throws(ValueError) -> Money {
        guard let units = FixedPoint.multiply(units, quantity.units, dividedBy: FixedPoint.unitsPerOne) else {
            throw .tooLarge(what: "notional of \(quantity) at \(self)")
        }
        return Money(units: units)
    }

    /// This price moved by basis points (1 = 0.01 %), rounded half away from zero; negative moves down.
    ///
    /// - Throws: ``ValueError`` when the result is not a price.
    public func moved(byBasisPoints basisPoints: Int64) throws(ValueError) -> Price {
        guard let units = FixedPoint.multiply(units, 10_000 + basisPoints, dividedBy: 10_000) else {
            throw .tooLarge(what: "price \(self) moved by \(basisPoints) basis points")
        }
        return try Price(units: units)
    }
}

extension Price: CustomStringConvertible {
    public var description: String { FixedPoint.text(units: units) }
}
