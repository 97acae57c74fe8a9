/// Where one supervised instance stands, as `tandem ps` shows it.
package enum InstanceState: String, Hashable, Sendable, Codable {
    /// Started, and not yet ready.
    case starting
    case running
    /// A replacement has been started beside it and is not yet ready.
    case swapping
    case stopping
    /// Crashed; the next start is due after the back-off.
    case waiting
    /// Stopped by a person.
    case stopped
    /// Ended by itself with exit status 0.
    case finished
    /// The crash-loop limit was reached.
    case failed
}
