/// The models that are known: capabilities and prices.
public struct ModelTable: Hashable, Sendable {
    public let cards: [ModelCard]

    /// - Parameter cards: at least one, each name and alias once.
    /// - Throws: ``InvalidSettings`` with all problems.
    public init(_ cards: [ModelCard]) throws(InvalidSettings) {
        var problems = cards.flatMap(\.problems)
        var names: [String] = []
        for name in cards.flatMap({ [$0.name] + $0.aliases }) {
            if names.contains(name) { problems.append("'\(name)' is there twice") }
            names.append(name)
        }
        if cards.isEmpty { problems.append("it has no model") }
        guard problems.isEmpty else { throw InvalidSettings(what: "model table", problems: problems) }
        self.cards = cards
    }

    private init(unchecked cards: [ModelCard]) { self.cards = cards }

    /// The same as `config/models.yaml`.
    public static let standard = ModelTable(unchecked: ModelCard.all)

    /// - Parameter name: the provider's name of the model, or an older one that is routed to it.
    /// - Returns: its card, or `nil` when nothing is known of it; then its cost cannot be bounded.
    public func card(_ name: String) -> ModelCard? {
        cards.first { $0.name == name || $0.aliases.contains(name) }
    }
}
