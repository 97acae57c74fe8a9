/// Exact decimal text for integers in units of 1e-8, shared by ``Price``, ``Quantity`` and ``Money``.
public enum FixedPoint {
    /// Units in 1.0.
    public static let unitsPerOne: Int64 = 100_000_000

    /// Reads decimal text such as `101.25`, `-3` or `0.00000001`.
    ///
    /// - Returns: the value in units of 1e-8, or `nil` if the text is not plain decimal digits with at most
    ///   8 decimals (further zeros are allowed) or is out of range. No exponent, no blanks, no plus sign.
    public static func units(parsing text: some StringProtocol) -> Int64? {
        var bytes = text.utf8.makeIterator()
        var byte = bytes.next()
        let isNegative = byte == UInt8(ascii: "-")
        if isNegative { byte = bytes.next() }
        var units: Int64 = 0
        var decimals = -1
        var digits = 0
        while let current = byte {
            if current == UInt8(ascii: ".") {
                guard decimals < 0, digits > 0 else { return nil }
                decimals = 0
            } else {
                let digit = Int64(current) - 48
                guard (0...9).contains(digit) else { return nil }
                digits += 1
                if decimals >= 8 {
                    guard digit == 0 else { return nil }
                } else {
                    let (scaled, isTooBig) = units.multipliedReportingOverflow(by: 10)
                    let (sum, isTooBigToo) = scaled.addingReportingOverflow(digit)
                    guard !isTooBig, !isTooBigToo else { return nil }
                    units = sum
                    if decimals >= 0 { decimals += 1 }
                }
            }
            byte = bytes.next()
        }
        guard digits > 0, decimals != 0 else { return nil }
        for _ in max(decimals, 0)..<8 {
            let (scaled, isTooBig) = units.multipliedReportingOverflow(by: 10)
            guard !isTooBig else { return nil }
            units = scaled
        }
        return isNegative ? -units : units
    }

    /// Shortest decimal text of a value in units of 1e-8: `101.25`, `-3`, `0.00000001`.
    public static func text(units: Int64) -> String {
        let magnitude = units.magnitude
        let whole = magnitude / UInt64(unitsPerOne)
        var fraction = magnitude % UInt64(unitsPerOne)
        var text = (units < 0 ? "-" : "") + String(whole)
        guard fraction > 0 else { return text }
        var width = 8
        while fraction % 10 == 0 {
            fraction /= 10
            width -= 1
        }
        let digits = String(fraction)
        text += "." + String(repeating: "0", count: width - digits.count) + digits
        return text
    }

    /// `a × b ÷ c` with a 128-bit middle, rounded half away from zero.
    ///
    /// - Returns: `nil` when `c` is zero or the result does not fit 64 bits.
    public static func multiply(_ a: Int64, _ b: Int64, dividedBy c: Int64) -> Int64? {
        guard c != 0 else { return nil }
        let product = Int128(a) * Int128(b)
        let divisor = Int128(c)
        let half = (divisor < 0 ? -divisor : divisor) / 2
        let isNegative = (product < 0) != (divisor < 0)
        let magnitude = (product < 0 ? -product : product) + half
        let quotient = magnitude / (divisor < 0 ? -divisor : divisor)
        return Int64(exactly: isNegative ? -quotient : quotient)
    }
}
