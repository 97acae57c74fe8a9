internal import Glibc

/// One entry of a Procfile that the runner started, or starts again.
struct RunnerEntry {
    let name: String
    let executable: String
    let arguments: [String]
    let prefix: [UInt8]
    var process: ChildProcess?
    /// Where its output and errors are read; -1 once closed.
    var output: Int32 = -1
    var lines = LineSplitter()
    /// When it was killed by a signal that this runner did not send; at most a minute old.
    var deaths: [MonotonicInstant] = []
    /// When it is started again.
    var restartAt: MonotonicInstant?
    var ending: Ending?

    init(name: String, executable: String, arguments: [String], prefix: String) {
        self.name = name
        self.executable = executable
        self.arguments = arguments
        self.prefix = Array(prefix.utf8)
    }

    var isOver: Bool { process == nil && restartAt == nil }
}
