internal import Glibc
internal import ZeroMQBus

/// Tells when the halt file may have come or gone: at once by inotify(7), and once a second for file systems that do
/// not tell. Without inotify it looks ten times a second.
package final class HaltFileWatch {
    private let loop: BusLoop
    private let descriptor: Int32

    package init(_ context: ProcessContext) {
        loop = context.loop
        let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        let events = UInt32(IN_CREATE) | UInt32(IN_MOVED_TO) | UInt32(IN_CLOSE_WRITE) | UInt32(IN_DELETE)
        if descriptor >= 0, inotify_add_watch(descriptor, context.paths.data, events) < 0 {
            close(descriptor)
            self.descriptor = -1
        } else {
            self.descriptor = descriptor
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Waits until it is worth looking again.
    /// - Throws: ``ZeroMQBus/BusError`` when the process stops.
    package func next() async throws {
        guard descriptor >= 0 else { return try await loop.sleep(milliseconds: 100) }
        guard try await loop.waitUntilReadable(descriptor, deadline_ms: BusLoop.monotonicMilliseconds() + 1_000) else {
            return
        }
        withUnsafeTemporaryAllocation(byteCount: 4_096, alignment: 8) { buffer in
            while read(descriptor, buffer.baseAddress, buffer.count) > 0 {}
        }
    }
}
