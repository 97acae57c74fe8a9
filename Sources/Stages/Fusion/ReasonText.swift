/// Writes a reason into bytes: every decision has one, and a `String` that grows by pieces costs more than the vote.
struct ReasonText {
    private var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(160) }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    static func += (reason: inout ReasonText, words: StaticString) {
        reason.bytes.append(contentsOf: UnsafeBufferPointer(start: words.utf8Start, count: words.utf8CodeUnitCount))
    }

    static func += (reason: inout ReasonText, number: Int) {
        if number < 0 { reason.bytes.append(UInt8(ascii: "-")) }
        reason.append(digitsOf: number.magnitude)
    }

    /// Hundredths of a point: `62.30`, `-5.00`; `+62.30` when `signed`.
    mutating func append(hundredths: Int, signed: Bool = false) {
        if hundredths < 0 {
            bytes.append(UInt8(ascii: "-"))
        } else if signed, hundredths > 0 {
            bytes.append(UInt8(ascii: "+"))
        }
        append(digitsOf: hundredths.magnitude / 100)
        bytes.append(UInt8(ascii: "."))
        let cents = UInt8(hundredths.magnitude % 100)
        bytes.append(48 + cents / 10)
        bytes.append(48 + cents % 10)
    }

    private mutating func append(digitsOf magnitude: UInt) {
        if magnitude >= 10 { append(digitsOf: magnitude / 10) }
        bytes.append(48 + UInt8(magnitude % 10))
    }
}
