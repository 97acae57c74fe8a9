import Glibc

/// The two clocks a measurement starts with.
struct Clocks {
    private let start_ns = Clocks.monotonic_ns()
    private let startProcessor_ns = Clocks.processor_ns()

    /// The end of the printed line: messages a second, and processor time per message in microseconds.
    ///
    /// - Parameter count: messages since the start.
    /// - Returns: the two numbers.
    func rest(of count: Int) -> String {
        let elapsed_ns = Clocks.monotonic_ns() - start_ns
        let used_ns = Clocks.processor_ns() - startProcessor_ns
        return "\(UInt64(count) * 1_000_000_000 / elapsed_ns) \(Double(used_ns / UInt64(count)) / 1_000)"
    }

    static func monotonic_ns() -> UInt64 {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
    }

    /// Processor time of this process, its I/O thread included: unlike the others, it hardly depends on what else runs.
    private static func processor_ns() -> UInt64 {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
        let microseconds = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec
        return UInt64(seconds) * 1_000_000_000 + UInt64(microseconds) * 1_000
    }
}
