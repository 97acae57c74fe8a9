import TradingDomain

/// Reads the canonical bytes of ``RiskState``; never beyond their end.
struct StateReader {
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { offset == bytes.count }

    mutating func byte() throws(ValueError) -> UInt8 {
        guard offset < bytes.count else { throw .inconsistent(what: "risk state ends at byte \(offset)") }
        offset += 1
        return bytes[offset - 1]
    }

    mutating func integer() throws(ValueError) -> Int64 {
        var bits: UInt64 = 0
        for _ in 0..<8 { bits = bits << 8 | UInt64(try byte()) }
        return Int64(bitPattern: bits)
    }

    mutating func optional() throws(ValueError) -> Int64? {
        try byte() == 0 ? nil : try integer()
    }

    /// A length that the bytes that are left can hold.
    mutating func count() throws(ValueError) -> Int {
        let count = try integer()
        guard count >= 0, count <= bytes.count - offset else {
            throw .outOfRange(what: "risk state length", was: "\(count)", allowed: "0 to \(bytes.count - offset)")
        }
        return Int(count)
    }

    mutating func text() throws(ValueError) -> String {
        let count = try count()
        guard let text = String(validating: bytes[offset..<(offset + count)], as: UTF8.self) else {
            throw .inconsistent(what: "risk state has text that is not UTF-8")
        }
        offset += count
        return text
    }

    mutating func recentOrder() throws(ValueError) -> RiskState.RecentOrder {
        let time = Timestamp(milliseconds: try integer())
        let symbol = try Symbol(try text())
        let side = try byte()
        guard side < 2 else { throw .outOfRange(what: "side in the risk state", was: "\(side)", allowed: "0 or 1") }
        return RiskState.RecentOrder(
            time: time,
            symbol: symbol,
            side: side == 0 ? .buy : .sell,
            protection: Order.Protection(
                stopLoss: try Price(units: try integer()),
                takeProfit: try Price(units: try integer())
            )
        )
    }
}
