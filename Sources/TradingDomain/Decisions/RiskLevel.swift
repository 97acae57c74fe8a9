/// How risky the decision's author judges it.
public enum RiskLevel: String, Hashable, CaseIterable, Sendable {
    case low = "LOW"
    case medium = "MEDIUM"
    case high = "HIGH"
}
