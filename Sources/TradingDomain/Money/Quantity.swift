/// An amount of an instrument, without a side.
///
/// Unit: 1e-8 of the base asset, an integer. Range: 0 ... 92 233 720 368.54775807. A candle's volume may be zero;
/// an ``Order`` demands more than zero.
public struct Quantity: Hashable, Comparable, Sendable {
    /// The quantity in units of 1e-8; never negative.
    public let units: Int64

    public static let zero = Quantity(known: 0)

    private init(known units: Int64) { self.units = units }

    /// - Throws: ``ValueError/negative(what:units:)`` below zero.
    public init(units: Int64) throws(ValueError) {
        guard units >= 0 else { throw .negative(what: "quantity", units: units) }
        self.units = units
    }

    /// Reads decimal text such as `0.015`.
    /// - Throws: ``ValueError`` for text that is no decimal with at most 8 decimals, or below zero.
    public init(parsing text: some StringProtocol) throws(ValueError) {
        guard let units = FixedPoint.units(parsing: text) else {
            throw .malformed(what: "quantity", text: String(text.prefix(40)))
        }
        try self.init(units: units)
    }

    /// The quantity as a floating-point number, for indicators; never for money.
    public var value: Double { Double(units) / 1e8 }

    public var isZero: Bool { units == 0 }

    public static func < (left: Quantity, right: Quantity) -> Bool { left.units < right.units }

    /// Traps on overflow: a sum above 92 billion is a bug upstream.
    public static func + (left: Quantity, right: Quantity) -> Quantity {
        Quantity(known: left.units + right.units)
    }

    /// - Returns: `nil` if `other` is larger: a quantity cannot be negative.
    public func subtracting(_ other: Quantity) -> Quantity? {
        units >= other.units ? Quantity(known: units - other.units) : nil
    }

    /// The largest multiple of `step` that is not above this quantity.
    public func roundedDown(to step: Quantity) -> Quantity {
        step.isZero ? self : Quantity(known: units - units % step.units)
    }
}

extension Quantity: CustomStringConvertible {
    public var description: String { FixedPoint.text(units: units) }
}
