/// The question that a model is asked: which way (4 h), or whether now (3 m).
public enum Channel: String, Hashable, Comparable, CaseIterable, Sendable {
    /// The 4 h view: direction. Weight 70 % in the fusion.
    case direction
    /// The 3 m view: entry. Weight 30 % in the fusion.
    case entry

    public static func < (left: Channel, right: Channel) -> Bool { left == .direction && right == .entry }
}
