/// What a policy wants done. Its shell does it, in order.
package enum KeepEffect: Hashable, Sendable {
    case start(Launch)
    case terminate(LaunchID)
    case kill(LaunchID)
    /// Halt trading: the process failed for good.
    case halt(instance: Int, Ending, lastWords: String?)
    case note(instance: Int, KeepNote)
    /// Every process has ended: the supervisor exits.
    case exit
}
