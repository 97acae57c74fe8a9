/// Why a call went to the model that it went to, where an agent has a cheap and a strong one.
public struct ModelChoice: Hashable, Sendable, CustomStringConvertible {
    public enum Reason: String, Hashable, CaseIterable, Sendable {
        /// Cheap: nothing is urgent.
        case usual
        /// Strong: the price is near an open position's stop.
        case nearStop = "near_stop"
        /// Strong: the models contradicted each other in the cycle before.
        case disputed
        /// Strong: recent ranges are wide.
        case volatile
        /// Strong: everything is to go there.
        case always
        /// Cheap: most of a budget is spent.
        case saving
    }

    public let reason: Reason
    /// The first symbol of the call that the reason holds for; `nil` for one that needs none.
    public let symbol: Symbol?

    public init(_ reason: Reason, _ symbol: Symbol? = nil) {
        self.reason = reason
        self.symbol = symbol
    }

    /// Reads what ``description`` writes.
    ///
    /// - Throws: ``ValueError`` for another text.
    public init(parsing text: String) throws(ValueError) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count <= 2, let first = words.first, let reason = Reason(rawValue: String(first)) else {
            throw .inconsistent(what: "'\(text.prefix(60))' is no choice of a model, such as 'near_stop BTCUSDT'")
        }
        self.reason = reason
        symbol = words.count == 2 ? try Symbol(String(words[1])) : nil
    }

    /// Such as `near_stop BTCUSDT`.
    public var description: String { reason.rawValue + (symbol.map { " \($0)" } ?? "") }
}
