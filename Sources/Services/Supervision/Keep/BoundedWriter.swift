internal import Glibc

/// Passes lines on to a descriptor without ever waiting for its reader: what does not fit is dropped and counted, since
/// a full log must stop neither trading nor supervision.
struct BoundedWriter {
    private let descriptor: Int32
    private let limit: Int
    private var waiting: [UInt8] = []
    private var droppedLines = 0

    /// - Parameters:
    ///   - descriptor: where the lines go; may be blocking, and shared with others.
    ///   - limit: most bytes that wait.
    init(descriptor: Int32, limit: Int = 1_048_576) {
        self.descriptor = descriptor
        self.limit = limit
    }

    var isWaiting: Bool { !waiting.isEmpty }

    mutating func write(line: some Collection<UInt8>) {
        guard waiting.count + line.count < limit else {
            droppedLines += 1
            return
        }
        if droppedLines > 0, waiting.isEmpty {
            waiting += Array("tandem: \(droppedLines) lines of log dropped, their reader was too slow\n".utf8)
            droppedLines = 0
        }
        waiting += line
        waiting.append(0x0A)
    }

    /// Writes as much as the reader takes now.
    mutating func flush() {
        var sent = 0
        while sent < waiting.count {
            var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            guard poll(&request, 1, 0) == 1, request.revents & Int16(POLLOUT) != 0 else {
                if request.revents & Int16(POLLERR | POLLNVAL | POLLHUP) != 0 { sent = waiting.count }
                break
            }
            // A pipe that polls writable takes this many bytes without blocking (PIPE_BUF).
            let end = min(sent + 4_096, waiting.count)
            let count = waiting[sent..<end].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else {
                if errno != EINTR && errno != EAGAIN { sent = waiting.count }
                break
            }
            sent += count
        }
        waiting.removeFirst(sent)
    }

    /// Writes what waits, for at most `limitMilliseconds`.
    mutating func finish(limitMilliseconds: Int32) {
        let deadline = MonotonicInstant.now().advanced(by: .milliseconds(limitMilliseconds))
        flush()
        while isWaiting, MonotonicInstant.now() < deadline {
            usleep(5_000)
            flush()
        }
    }
}
