/// The name of an instrument as its venue writes it, such as `BTCUSDT`.
///
/// 2 to 15 characters `A`–`Z` and `0`–`9`, packed into two words, so that a symbol costs no allocation and compares
/// in the order of its letters.
public struct Symbol: Hashable, Comparable, Sendable {
    let high: UInt64
    let low: UInt64

    /// - Throws: ``ValueError/outOfRange(what:was:allowed:)`` for any other text.
    public init(_ text: some StringProtocol) throws(ValueError) {
        var words: (UInt64, UInt64) = (0, 0)
        var count = 0
        for byte in text.utf8 {
            let isAllowed = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || (48...57).contains(byte)
            guard isAllowed, count < 15 else { throw Symbol.refusal(of: String(text.prefix(40))) }
            if count < 8 {
                words.0 |= UInt64(byte) << UInt64(56 - 8 * count)
            } else {
                words.1 |= UInt64(byte) << UInt64(56 - 8 * (count - 8))
            }
            count += 1
        }
        guard count >= 2 else { throw Symbol.refusal(of: String(text.prefix(40))) }
        (high, low) = words
    }

    /// The packed letters, for a hash that must be the same in every process.
    public var words: (UInt64, UInt64) { (high, low) }

    private static func refusal(of text: String) -> ValueError {
        .outOfRange(what: "symbol", was: "'\(text)'", allowed: "2 to 15 characters A-Z and 0-9, such as BTCUSDT")
    }

    public static func == (left: Symbol, right: Symbol) -> Bool { left.high == right.high && left.low == right.low }

    public static func < (left: Symbol, right: Symbol) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }
}

extension Symbol: CustomStringConvertible {
    public var description: String {
        var bytes: [UInt8] = []
        for word in [high, low] {
            for shift in stride(from: 56, through: 0, by: -8) {
                let byte = UInt8(truncatingIfNeeded: word >> UInt64(shift))
                if byte != 0 { bytes.append(byte) }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
