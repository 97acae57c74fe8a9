import Glibc

/// The lines of a candle file, one at a time, as bytes that stay valid until the next call.
final class LineReader {
    /// Longer lines are refused; a row of the exchange has about 130 bytes.
    static let longestLine_bytes = 4096
    private static let capacity = 262_144

    let name: String
    /// Number of the last line, from 1.
    private(set) var line = 0
    private let file: UnpackedFile
    private let buffer: UnsafeMutableRawBufferPointer
    private var start = 0
    private var end = 0
    private var isFinished = false

    init(path: String) throws(CandleFileError) {
        file = try UnpackedFile(path: path)
        name = path
        buffer = .allocate(byteCount: Self.capacity, alignment: 16)
    }

    deinit { buffer.deallocate() }

    /// - Returns: the next line without its end (`\n` or `\r\n`); `nil` after the last.
    func next() throws(CandleFileError) -> UnsafeBufferPointer<UInt8>? {
        while true {
            guard let base = buffer.baseAddress else { return nil }
            if let found = memchr(base + start, 10, end - start) {
                let count = UnsafeRawPointer(found) - UnsafeRawPointer(base + start)
                return take(count, andSkip: 1)
            }
            guard !isFinished else { return start == end ? nil : take(end - start, andSkip: 0) }
            try refill()
        }
    }

    private func take(_ count: Int, andSkip skipped: Int) -> UnsafeBufferPointer<UInt8>? {
        guard let base = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return nil }
        line += 1
        let first = base + start
        start += count + skipped
        let hasReturn = count > 0 && first[count - 1] == UInt8(ascii: "\r")
        return UnsafeBufferPointer(start: first, count: hasReturn ? count - 1 : count)
    }

    private func refill() throws(CandleFileError) {
        let rest = UnsafeRawBufferPointer(rebasing: buffer[start..<end])
        guard rest.count <= Self.longestLine_bytes else {
            throw .badRow(
                file: name,
                line: line + 1,
                column: "row",
                was: String(decoding: rest.prefix(40), as: UTF8.self),
                allowed: "at most \(Self.longestLine_bytes) bytes"
            )
        }
        buffer.copyMemory(from: rest)
        start = 0
        end = rest.count
        let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[end...]))
        end += count
        isFinished = count == 0
    }
}
