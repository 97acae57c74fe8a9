internal import CProcess
internal import Glibc

/// A process this one started and has not reaped: until then the kernel keeps its pid, so a signal meant for it can hit
/// no other.
struct ChildProcess {
    let pid: Int32
    /// Polls readable when the process has ended; -1 where the kernel cannot tell, then ask ``reap()`` now and then.
    let watch: Int32

    /// Starts an executable, without a shell, in a process group of its own: a Ctrl-C at the terminal reaches only this
    /// process, which then stops each child once.
    ///
    /// The child gets SIGTERM when the calling thread ends.
    ///
    /// - Parameters:
    ///   - executable: its path; PATH is not searched.
    ///   - arguments: those after the name.
    ///   - environment: all it gets.
    ///   - output: becomes its standard output.
    ///   - errors: becomes its standard error.
    ///   - notify: becomes its descriptor 3; -1 for none.
    /// - Throws: ``StartFailure`` with the system's reason.
    init(
        starting executable: String,
        arguments: [String],
        environment: [String: String],
        output: Int32,
        errors: Int32,
        notify: Int32 = -1
    ) throws(StartFailure) {
        let input = open("/dev/null", O_RDONLY | O_CLOEXEC)
        defer { close(input) }
        let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        var pid: Int32 = 0
        let failure = withCStrings([executable] + arguments) { argumentPointers in
            withCStrings(variables) { environmentPointers in
                executable.withCString { path in
                    var launch = cprocess_launch(
                        path: path,
                        arguments: argumentPointers,
                        environment: environmentPointers,
                        input: input,
                        output: output,
                        errors: errors,
                        notify: notify
                    )
                    return cprocess_start(&launch, &pid)
                }
            }
        }
        guard failure == 0 else { throw StartFailure(cause: "\(executable): " + String(cString: strerror(failure))) }
        self.pid = pid
        watch = cprocess_watch(pid)
    }

    func terminate() {
        kill(pid, SIGTERM)
        // A process stopped by SIGSTOP must run to see it.
        kill(pid, SIGCONT)
    }

    func killAtOnce() {
        kill(pid, SIGKILL)
    }

    /// How it ended, or `nil` while it runs. After an answer the pid is no longer ours: call it no more.
    func reap() -> Ending? {
        var code: Int32 = 0
        var signal: Int32 = 0
        switch cprocess_reap(pid, &code, &signal) {
        case 0: return nil
        case 1:
            if watch >= 0 { close(watch) }
            return code >= 0 ? .exited(code: code) : .signalled(signal)
        default:
            if watch >= 0 { close(watch) }
            return .notStarted(cause: "waitpid: " + String(cString: strerror(errno)))
        }
    }
}

/// Why a process could not be started.
struct StartFailure: Error, Hashable {
    let cause: String
}

/// Calls `body` with the strings as a NULL-ended array of C strings, valid during the call.
private func withCStrings<Result>(
    _ strings: [String],
    _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    let pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
    defer { pointers.forEach { free($0) } }
    return pointers.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { preconditionFailure("the array holds its ending NULL at least") }
        return body(base)
    }
}
