/// Names one start of one process, so that news of an older start is never taken for news of a newer one.
package struct LaunchID: Hashable, Sendable {
    /// The place it fills among the instances of its supervisor, from 1.
    package let position: Int
    /// Rises by 1 at each start in that place.
    package let serial: Int
}

/// One start of a process.
package struct Launch: Hashable, Sendable {
    package let id: LaunchID
    /// The number the process gets as `--instance`.
    package let instance: Int
    /// Whether it gets `--take-over`: it replaces one that still runs.
    package let takesOver: Bool
    /// Arguments beyond those of the supervisor, as a swap gave them.
    package let extraArguments: [String]
}
