/// How a process ended, or that it never began.
package enum Ending: Hashable, Sendable, CustomStringConvertible {
    case exited(code: Int32)
    case signalled(Int32)
    /// The executable could not be run at all.
    case notStarted(cause: String)

    package var isSuccess: Bool { self == .exited(code: 0) }

    /// Whether trying again at once is unlikely to help: wrong usage (64), bad data (65), a file that cannot be made
    /// (73), a lock held by another process (75), a wrong configuration (78), or no executable.
    ///
    /// - Source: the numbers are those of `sysexits.h`.
    package var needsCaution: Bool {
        switch self {
        case .exited(let code): [64, 65, 73, 75, 78].contains(code)
        case .signalled: false
        case .notStarted: true
        }
    }

    package var description: String {
        switch self {
        case .exited(let code):
            Self.meanings[code].map { "exit \(code) (\($0))" } ?? "exit \(code)"
        case .signalled(let number):
            Self.signals[number].map { "signal \(number) (\($0))" } ?? "signal \(number)"
        case .notStarted(let cause): "not started (\(cause))"
        }
    }

    private static let meanings: [Int32: String] = [
        64: "wrong usage", 65: "bad data", 73: "a file cannot be made", 75: "held by another process",
        78: "wrong configuration",
    ]
    private static let signals: [Int32: String] = [
        2: "INT", 4: "ILL", 5: "TRAP", 6: "ABRT", 7: "BUS", 9: "KILL", 11: "SEGV", 15: "TERM",
    ]
}
