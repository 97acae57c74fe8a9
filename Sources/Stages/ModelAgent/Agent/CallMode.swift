/// Whether a question may cost money.
package enum CallMode: String, Hashable, CaseIterable, Sendable {
    /// The provider, or the simulator in its place, is asked when no reply is stored.
    case live
    /// Only the replies of an earlier run answer; a miss ends the run and says so.
    case replay
}
