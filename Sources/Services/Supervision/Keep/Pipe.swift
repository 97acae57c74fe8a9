internal import CProcess
internal import Glibc

/// A pipe whose reading end never blocks. Both ends are closed on exec.
struct Pipe {
    let reader: Int32
    let writer: Int32

    /// - Throws: ``StartFailure`` when no more descriptors can be had.
    init() throws(StartFailure) {
        var ends: [Int32] = [-1, -1]
        guard cprocess_pipe(&ends) == 0 else {
            throw StartFailure(cause: "pipe: " + String(cString: strerror(errno)))
        }
        (reader, writer) = (ends[0], ends[1])
    }

    /// Everything that can be read now, at most `limit` bytes.
    static func drain(_ descriptor: Int32, limit: Int = 65_536) -> (bytes: [UInt8], isAtEnd: Bool) {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while bytes.count < limit {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 { return (bytes, errno != EAGAIN) }
            if count == 0 { return (bytes, true) }
            bytes += chunk[..<count]
        }
        return (bytes, false)
    }
}
