internal import ArgumentParser
internal import Supervision

/// Which supervisors a command means.
struct SupervisorOptions: ParsableArguments {
    @Option(help: "The account whose processes are meant.")
    var account: String?

    @Option(name: .customLong("run-dir"), help: "The folder of the control sockets. (default: run/ACCOUNT)")
    var runDirectory: String?

    func directory() throws(SupervisionError) -> RunDirectory {
        if let runDirectory { return RunDirectory(path: runDirectory) }
        return try RunDirectory(account: account ?? "default")
    }

    func client() throws(SupervisionError) -> ControlClient {
        ControlClient(directory: try directory())
    }

    /// Sends a request, waits until it is done, and says how it went.
    func perform(_ name: String, _ request: ControlRequest, within limit: Duration, done: String) throws {
        try CommandFailure.reported {
            let result = try client().perform(try SupervisedName(name), request, within: limit)
            if let failure = result.failure {
                CommandFailure.say("\(name): \(failure)")
                throw ExitCode(1)
            }
            print("\(name) \(done)")
        }
    }
}
