/// What the holder of a perpetual contract pays at a settlement, as a fraction of the position's value.
///
/// Unit: 1e-8, so 10 000 is 0.01 %. Above zero, longs pay shorts; below, shorts pay longs.
public struct FundingRate: Hashable, Sendable {
    public let units: Int64

    /// Ten percent; no venue goes beyond.
    public static let bound: Int64 = 10_000_000

    /// - Throws: ``ValueError/outOfRange(what:was:allowed:)`` beyond ±10 %.
    public init(units: Int64) throws(ValueError) {
        guard (-Self.bound...Self.bound).contains(units) else {
            throw .outOfRange(what: "funding rate", was: FixedPoint.text(units: units), allowed: "-0.1 to 0.1")
        }
        self.units = units
    }

    /// Reads decimal text such as `0.0001`; decimals beyond the eighth are cut off.
    ///
    /// - Throws: ``ValueError`` for other text or a rate beyond ±10 %.
    public init(parsing text: some StringProtocol) throws(ValueError) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let digits = parts.count == 2 ? "\(parts[0]).\(parts[1].prefix(8))" : String(text)
        let isPlain = parts.count < 3 && parts.dropFirst().allSatisfy { $0.utf8.allSatisfy { (48...57).contains($0) } }
        guard isPlain, let units = FixedPoint.units(parsing: digits) else {
            throw .malformed(what: "funding rate", text: String(text.prefix(40)))
        }
        try self.init(units: units)
    }
}

extension FundingRate: CustomStringConvertible {
    public var description: String { FixedPoint.text(units: units) }
}
