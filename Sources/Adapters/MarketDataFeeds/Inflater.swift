import CZlib

/// One zlib stream.
///
/// A class with its state on the heap, because zlib keeps a pointer to it.
final class Inflater {
    enum Format: Int32 {
        case gzip = 31
        /// The stream of a zip entry, without a header.
        case raw = -15
    }

    struct Step {
        let consumed: Int
        let produced: Int
        let isEnd: Bool
    }

    private let stream: UnsafeMutablePointer<z_stream>

    /// - Returns: `nil` when zlib has no memory.
    init?(_ format: Format) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(stream, format.rawValue, ZLIB_VERSION, size) == Z_OK else { return nil }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Unpacks as much as fits.
    /// - Returns: `nil` if the bytes are no such stream.
    func step(from input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Step? {
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.assumingMemoryBound(to: Bytef.self)
        )
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: Bytef.self)
        stream.pointee.avail_out = UInt32(output.count)
        let result = inflate(stream, Z_NO_FLUSH)
        guard result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR else { return nil }
        return Step(
            consumed: input.count - Int(stream.pointee.avail_in),
            produced: output.count - Int(stream.pointee.avail_out),
            isEnd: result == Z_STREAM_END
        )
    }

    /// Makes ready for another stream of the same format.
    func reset() { inflateReset(stream) }
}
