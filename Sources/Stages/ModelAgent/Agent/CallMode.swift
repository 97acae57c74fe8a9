/// Whether a question may cost money.
package enum CallMode: String, Hashable, CaseIterable, Sendable {
    /// The provider, or the simulator in its place, is asked when no reply is stored.
    case live
    /// Only stored replies answer; a miss abstains and says so.
    case storedOnly = "stored_only"
}
