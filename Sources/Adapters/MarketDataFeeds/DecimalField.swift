import TradingDomain

/// Reads one CSV field of bytes, without making text of it.
enum DecimalField {
    /// Reads a decimal in units of 1e-8 up to a comma or the end.
    ///
    /// Accepts what ``FixedPoint/units(parsing:)`` accepts, but for a minus sign: digits with at most 8 decimals and
    /// zeros after them.
    ///
    /// - Parameters:
    ///   - text: one line.
    ///   - position: where the field begins; moved to its end, or somewhere inside it when it is refused.
    /// - Returns: `nil` if the field is no such number or does not fit.
    @inline(__always)
    static func units(_ text: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> Int64? {
        let start = position
        var value: Int64 = 0
        var pointAt = -1
        while position < text.count {
            let digit = text[position] &- 48
            if digit < 10 {
                value = value &* 10 &+ Int64(digit)
            } else if text[position] == UInt8(ascii: ",") {
                break
            } else {
                guard text[position] == UInt8(ascii: "."), pointAt < 0, position > start else { return nil }
                pointAt = position
            }
            position += 1
        }
        let decimals = pointAt < 0 ? 0 : position - pointAt - 1
        guard position > start, pointAt < 0 || decimals > 0 else { return nil }
        guard position - start <= 18, decimals <= 8 else {
            return FixedPoint.units(parsing: String(decoding: text[start..<position], as: UTF8.self))
        }
        let (units, isTooBig) = value.multipliedReportingOverflow(by: powerOfTen(8 - decimals))
        return isTooBig ? nil : units
    }

    /// Reads digits only, at most 18, up to a comma or the end.
    @inline(__always)
    static func integer(_ text: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> Int64? {
        let start = position
        var value: Int64 = 0
        while position < text.count, text[position] != UInt8(ascii: ",") {
            let digit = text[position] &- 48
            guard digit < 10, position - start < 18 else { return nil }
            value = value &* 10 &+ Int64(digit)
            position += 1
        }
        return position > start ? value : nil
    }

    @inline(__always)
    private static func powerOfTen(_ exponent: Int) -> Int64 {
        switch exponent {
        case 0: 1
        case 1: 10
        case 2: 100
        case 3: 1000
        case 4: 10_000
        case 5: 100_000
        case 6: 1_000_000
        case 7: 10_000_000
        default: 100_000_000
        }
    }
}
