/// How far an agent has to cut down, by the largest share of a budget that is spent.
package enum DegradeStep: Int, Hashable, Comparable, CaseIterable, Sendable {
    /// Everything as the settings say.
    case none
    /// From 50 %: quiet symbols are skipped, whatever the settings say.
    case skipQuiet
    /// From 75 %: nothing goes to the strong model.
    case cheapModel
    /// The call does not fit into a budget: rules answer.
    case rulesOnly
    /// And rules are turned off: HOLD.
    case hold

    package static func < (left: DegradeStep, right: DegradeStep) -> Bool { left.rawValue < right.rawValue }

    /// - Parameter used_percent: of the budget that is spent most.
    init(used_percent: Int) {
        self = used_percent >= 75 ? .cheapModel : used_percent >= 50 ? .skipQuiet : .none
    }

    package var name: String {
        switch self {
        case .none: "none"
        case .skipQuiet: "skip_quiet"
        case .cheapModel: "cheap_model"
        case .rulesOnly: "rules_only"
        case .hold: "hold"
        }
    }
}
