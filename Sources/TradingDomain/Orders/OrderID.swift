/// The identifier of an order within one account: the decision and the leg. A repeat is recognised by it.
package struct OrderID: Hashable, Sendable {
    package let decision: DecisionID
    package let leg: Leg

    /// What the order does to the position.
    package enum Leg: String, Hashable, CaseIterable, Sendable {
        case open
        case close
    }

    package init(decision: DecisionID, leg: Leg) {
        self.decision = decision
        self.leg = leg
    }

    /// Reads the text that ``description`` writes, such as `2023-03-24T12:05:00Z/BTCUSDT/open`.
    /// - Throws: ``ValueError`` for any other text.
    package init(parsing text: String) throws(ValueError) {
        guard let slash = text.lastIndex(of: "/"), let leg = Leg(rawValue: String(text[text.index(after: slash)...]))
        else { throw .outOfRange(what: "order id", was: "'\(text.prefix(60))'", allowed: "TIME/SYMBOL/open|close") }
        self.init(decision: try DecisionID(parsing: String(text[..<slash])), leg: leg)
    }
}

extension OrderID: CustomStringConvertible {
    package var description: String { "\(decision)/\(leg.rawValue)" }
}
