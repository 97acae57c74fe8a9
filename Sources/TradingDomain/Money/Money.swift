/// An amount of the account's currency, of either sign.
///
/// Unit: 1e-8 of the quote currency (USDT), an integer. Range: ±92 233 720 368.54775807. Arithmetic traps on
/// overflow: a balance above 92 billion is a bug upstream.
public struct Money: Hashable, Comparable, Sendable {
    /// The amount in units of 1e-8.
    public let units: Int64

    public static let zero = Money(units: 0)

    public init(units: Int64) { self.units = units }

    /// Reads decimal text such as `100000` or `-12.5`.
    /// - Throws: ``ValueError/malformed(what:text:)`` for text that is no decimal with at most 8 decimals.
    public init(parsing text: some StringProtocol) throws(ValueError) {
        guard let units = FixedPoint.units(parsing: text) else {
            throw .malformed(what: "amount", text: String(text.prefix(40)))
        }
        self.units = units
    }

    /// The amount as a floating-point number, for ratios on a screen; never for books.
    public var value: Double { Double(units) / 1e8 }

    public static func < (left: Money, right: Money) -> Bool { left.units < right.units }
    public static func + (left: Money, right: Money) -> Money { Money(units: left.units + right.units) }
    public static func - (left: Money, right: Money) -> Money { Money(units: left.units - right.units) }
    public static prefix func - (money: Money) -> Money { Money(units: -money.units) }
    public static func += (left: inout Money, right: Money) { left = left + right }
    public static func -= (left: inout Money, right: Money) { left = left - right }

    /// This amount's share in basis points (1 = 0.01 %), rounded half away from zero.
    ///
    /// - Throws: ``ValueError/tooLarge(what:)`` when the share does not fit.
    public func share(basisPoints: Int64) throws(ValueError) -> Money {
        guard let units = FixedPoint.multiply(units, basisPoints, dividedBy: 10_000) else {
            throw .tooLarge(what: "\(basisPoints) basis points of \(self)")
        }
        return Money(units: units)
    }

    /// How much can be bought for this amount at `price`, rounded down to 1e-8.
    ///
    /// - Throws: ``ValueError`` for a negative amount or a quantity above 92 billion.
    public func quantity(at price: Price) throws(ValueError) -> Quantity {
        let quotient = Int128(units) * Int128(FixedPoint.unitsPerOne) / Int128(price.units)
        guard let units = Int64(exactly: quotient) else { throw .tooLarge(what: "quantity for \(self) at \(price)") }
        return try Quantity(units: units)
    }
}

extension Money: CustomStringConvertible {
    public var description: String { FixedPoint.text(units: units) }
}
