/// How a process ends; the numbers are those of `sysexits.h`.
package enum ExitStatus: Int32, Sendable {
    case success = 0
    /// Something failed that should not: a broken invariant, an I/O error.
    case failure = 1
    /// A flag or argument is wrong.
    case usage = 64
    /// An input file or stored data is wrong.
    case data = 65
    /// A peer that must be there is not.
    case unavailable = 69
    /// A file or socket cannot be made.
    case cannotCreate = 73
    /// Another process holds the role.
    case held = 75
    /// A setting is wrong.
    case configuration = 78
}

/// An end with a status of its own and one line for a person.
package struct ProcessFailure: Error, Sendable, CustomStringConvertible {
    package let status: ExitStatus
    package let description: String

    package init(_ status: ExitStatus, _ description: String) {
        self.status = status
        self.description = description
    }
}
