import Glibc

/// The bytes of a file in order.
///
/// A class, because the descriptor is closed when nobody reads any more.
final class FileBytes {
    let path: String
    private let descriptor: Int32

    init(path: String) throws(CandleFileError) {
        let opened = open(path, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        self.path = path
        descriptor = opened
    }

    deinit { close(descriptor) }

    /// - Returns: how many bytes were read; zero at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(CandleFileError) -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            guard errno == EINTR else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        }
    }
}
