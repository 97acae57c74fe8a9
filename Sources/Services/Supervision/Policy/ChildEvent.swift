/// What a supervisor learns about a process it started.
package enum ChildEvent: Hashable, Sendable {
    case started(pid: Int32)
    case becameReady
    case progressed
    /// It stops because it was told to, by whomever.
    case beganToStop
    /// - Parameter lastWords: the last line it wrote to its standard error, if any.
    case ended(Ending, lastWords: String?)
}
