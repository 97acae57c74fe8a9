/// Cuts a stream of bytes into lines, and remembers the last one that says something.
struct LineSplitter {
    /// A longer line is cut there.
    static let lineLimit = 16_384
    private static let lastWordsLimit = 400

    private var partial: [UInt8] = []
    private var lastLine: ArraySlice<UInt8> = []

    /// - Returns: the lines completed by `bytes`, without their ends.
    mutating func take(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        partial += bytes
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        while let end = partial[start...].firstIndex(of: 0x0A) {
            lines.append(partial[start..<end])
            start = end + 1
        }
        if partial.count - start > Self.lineLimit {
            lines.append(partial[start...])
            start = partial.count
        }
        partial = Array(partial[start...])
        remember(lines)
        return lines
    }

    /// The last line, when the stream ended without an end of line.
    mutating func finish() -> ArraySlice<UInt8>? {
        guard !partial.isEmpty else { return nil }
        let line = partial[...]
        partial = []
        remember([line])
        return line
    }

    /// The last line with something on it, fit for one line of a table: no control characters, at most 400 bytes.
    var lastWords: String? {
        guard !lastLine.isEmpty else { return nil }
        let printable = lastLine.prefix(Self.lastWordsLimit).map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }
        return String(decoding: printable, as: UTF8.self)
    }

    private mutating func remember(_ lines: [ArraySlice<UInt8>]) {
        if let last = lines.last(where: { $0.contains { $0 > 0x20 } }) { lastLine = last }
    }
}
