/// Why a supervisor could not be started, or not be reached.
package enum SupervisionError: Error, Hashable, Sendable, CustomStringConvertible {
    case badName(String)
    case badAccount(String)
    case badCount(role: String, KeepRefusal)
    case noExecutable(path: String)
    case pathTooLong(path: String, limit: Int)
    case notADirectory(path: String)
    case openToOthers(path: String, mode: String)
    case notASocket(path: String)
    case alreadyKept(name: String, pid: Int32?)
    case notRunning(name: String, directory: String, running: [String])
    case noAnswer(name: String)
    case system(call: String, path: String, cause: String)

    package var description: String {
        switch self {
        case .badName(let name):
            "'\(name)' is no name of a process: write small letters, digits and '-', such as data-feeder"
        case .badAccount(let name):
            "'\(name)' is no account: write 1 to 41 letters, digits, '-', '_' and '.', a letter or digit first"
        case .badCount(let role, let refusal): "\(role): \(refusal)"
        case .noExecutable(let path):
            "there is no executable at \(path); build it with 'swift build -c release', or check the name"
        case .pathTooLong(let path, let limit):
            "the socket path \(path) has \(path.utf8.count) bytes, allowed are \(limit); choose a shorter --run-dir"
        case .notADirectory(let path):
            "\(path) is no directory; remove it or choose another --run-dir"
        case .openToOthers(let path, let mode):
            "the run directory \(path) has mode \(mode), allowed is 0700; type: chmod 700 \(path)"
        case .notASocket(let path):
            "\(path) is no socket; remove it or choose another --run-dir"
        case .alreadyKept(let name, let pid):
            "\(name) is kept already\(pid.map { " by pid \($0)" } ?? ""); use 'tandem restart \(name)' or stop that one"
        case .notRunning(let name, let directory, let running):
            "nothing keeps \(name) in \(directory)"
                + (running.isEmpty ? "; start it with 'tandem up'" : "; kept there: \(running.joined(separator: ", "))")
        case .noAnswer(let name):
            "the supervisor of \(name) did not answer; look for it with 'tandem ps'"
        case .system(let call, let path, let cause):
            "\(call) \(path): \(cause)"
        }
    }

    /// The status a command exits with, as in `sysexits.h`.
    package var exitCode: Int32 {
        switch self {
        case .badName, .badAccount, .badCount, .pathTooLong: 64
        case .noExecutable, .notRunning: 69
        case .notADirectory, .openToOthers, .notASocket: 73
        case .alreadyKept, .noAnswer: 75
        case .system: 71
        }
    }
}
