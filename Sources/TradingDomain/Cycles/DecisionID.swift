/// The identifier of a fused decision within one account: its cycle and symbol.
public struct DecisionID: Hashable, Sendable {
    public let cycle: Timestamp
    public let symbol: Symbol

    public init(cycle: Timestamp, symbol: Symbol) {
        self.cycle = cycle
        self.symbol = symbol
    }

    /// Reads the text that ``description`` writes, such as `2023-03-24T12:05:00Z/BTCUSDT`.
    /// - Throws: ``ValueError`` for any other text.
    public init(parsing text: String) throws(ValueError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw .outOfRange(what: "decision id", was: "'\(text.prefix(60))'", allowed: "TIME/SYMBOL")
        }
        self.init(cycle: try Timestamp(parsing: parts[0]), symbol: try Symbol(parts[1]))
    }
}

extension DecisionID: CustomStringConvertible {
    public var description: String { "\(cycle)/\(symbol)" }
}
