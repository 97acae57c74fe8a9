/// The identifier of an order within one account: the decision and the leg. A repeat is recognised by it.
public struct OrderID: Hashable, Sendable {
    public let decision: DecisionID
    public let leg: Leg

    /// What the order does to the position.
    public enum Leg: String, Hashable, CaseIterable, Sendable {
        case open
        case close
    }

    public init(decision: DecisionID, leg: Leg) {
        self.decision = decision
        self.leg = leg
    }

    /// Reads the text that ``description`` writes, such as `2023-03-24T12:05:00Z/BTCUSDT/open`.
    /// - Throws: ``ValueError`` for any other text.
    public init(parsing text: String) throws(ValueError) {
        guard let slash = text.lastIndex(of: "/"), let leg = Leg(rawValue: String(text[text.index(after: slash)...]))
        else { throw .outOfRange(what: "order id", was: "'\(text.prefix(60))'", allowed: "TIME/SYMBOL/open|close") }
        self.init(decision: try DecisionID(parsing: String(text[..<slash])), leg: leg)
    }
}

extension OrderID: CustomStringConvertible {
    public var description: String { "\(decision)/\(leg.rawValue)" }
}
