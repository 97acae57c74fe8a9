internal import CProcess
internal import Glibc

/// Binds the life of this process to the one that started it.
package enum ParentBinding {
    /// Names the pid of the supervisor, as `tandem keep` sets it.
    package static let variable = "TANDEM_PARENT_PID"

    /// Asks for SIGTERM when the parent ends, and ends at once when it is gone already.
    ///
    /// The kernel sends the signal when the *thread* that started this process ends; `tandem keep` starts its child from
    /// the thread it runs on until it exits. `keep` asks for the same between fork and exec, so this is the second lock
    /// on that door, for a process that another supervisor started.
    ///
    /// - Parameter expectedParent: the pid of the supervisor; `nil` does nothing.
    /// - Returns: `false` when the supervisor has ended: the caller should exit without starting anything.
    package static func dieWithParent(expectedParent: Int32?) -> Bool {
        guard let expectedParent else { return true }
        guard cprocess_die_with_parent(SIGTERM) == 0 else { return getppid() == expectedParent }
        return getppid() == expectedParent
    }

    /// The supervisor's pid as the environment of this process names it, or `nil`.
    package static var parentInEnvironment: Int32? {
        getenv(variable).flatMap { Int32(String(cString: $0)) }
    }
}
