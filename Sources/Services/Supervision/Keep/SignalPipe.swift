internal import CProcess
internal import Glibc

/// The signals a supervisor acts on, as bytes of a pipe.
package enum SignalPipe {
    /// Takes SIGTERM, SIGINT, SIGHUP and SIGUSR1 over, and ignores SIGPIPE. Once a process, before the first child.
    ///
    /// - Returns: a descriptor to read the numbers from, one byte each.
    /// - Throws: ``SupervisionError`` when no pipe can be had.
    package static func open() throws(SupervisionError) -> Int32 {
        signal(SIGPIPE, SIG_IGN)
        let numbers = [SIGTERM, SIGINT, SIGHUP, SIGUSR1]
        let descriptor = cprocess_signals_to_pipe(numbers, Int32(numbers.count))
        guard descriptor >= 0 else {
            throw .system(call: "pipe", path: "for signals", cause: String(cString: strerror(errno)))
        }
        return descriptor
    }
}
