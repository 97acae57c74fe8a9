import TradingDomain

/// Writes the canonical bytes of ``RiskState``.
struct StateWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(byte: UInt8) { bytes.append(byte) }

    mutating func write(_ integer: Int64) {
        for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: integer >> shift)) }
    }

    mutating func write(optional integer: Int64?) {
        write(byte: integer == nil ? 0 : 1)
        if let integer { write(integer) }
    }

    mutating func write(text: String) {
        write(Int64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    mutating func write(_ order: RiskState.RecentOrder) {
        write(order.time.milliseconds)
        write(text: order.symbol.description)
        write(byte: order.side == .buy ? 0 : 1)
        write(order.protection.stopLoss.units)
        write(order.protection.takeProfit.units)
    }
}
