/// News worth a line in the log.
package enum KeepNote: Hashable, Sendable {
    case started
    case ready
    case crashed(Ending, lastWords: String?, restartIn: Duration)
    /// The crash-loop limit was reached: no more restarts until a person asks for one.
    case gaveUp(Ending, lastWords: String?, crashes: Int)
    case finished
    case stopped(Ending)
    /// It ignored SIGTERM for the stop limit.
    case killed
    case swapped(oldInstance: Int)
    case swapFailed(cause: String)
}
