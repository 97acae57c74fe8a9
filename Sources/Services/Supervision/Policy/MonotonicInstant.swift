internal import Glibc

/// A moment on the clock that never jumps. Unit: milliseconds since the machine started.
package struct MonotonicInstant: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Reads the machine's clock. The policies never call it: their shell does, once per event.
    package static func now() -> MonotonicInstant {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return MonotonicInstant(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }

    package func advanced(by duration: Duration) -> MonotonicInstant {
        MonotonicInstant(milliseconds: milliseconds + duration.wholeMilliseconds)
    }

    /// Time from `earlier` to this moment, in milliseconds; negative when `earlier` is later.
    package func millisecondsSince(_ earlier: MonotonicInstant) -> Int64 {
        milliseconds - earlier.milliseconds
    }

    package static func < (first: MonotonicInstant, second: MonotonicInstant) -> Bool {
        first.milliseconds < second.milliseconds
    }
}

extension Duration {
    /// Rounded down to milliseconds.
    var wholeMilliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}
