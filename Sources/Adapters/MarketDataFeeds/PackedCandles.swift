import Glibc
import MarketData

/// The rows of a candle file as six words each, mapped from a file that says which text it was made of.
///
/// Layout: eight words of 64 bits in the machine's order (mark, size, time of change and hash of the text, number of rows,
/// whether the text had a header, hash of the rows, hash of the words before), then the rows.
final class PackedCandles {
    private static let mark: UInt64 = 0x5444_4D43_4E44_4C31  // TDMCNDL1
    private static let headerSize = 64
    private static let rowSize = 48

    private let file: MappedFile
    let count: Int
    let hasHeader: Bool

    /// What the text was like when it was read.
    struct Source: Equatable {
        let size: UInt64
        let modified_ns: UInt64
        let hash: UInt64

        init?(path: String) {
            guard let file = MappedFile(path: path) else { return nil }
            size = UInt64(file.size)
            modified_ns = UInt64(bitPattern: file.modified_ns)
            hash = WordHash.of(file.bytes)
        }
    }

    /// - Returns: `nil` unless the file is whole and was made of this very text.
    init?(path: String, of source: Source) {
        guard let file = MappedFile(path: path), file.size >= Self.headerSize else { return nil }
        let words = (0..<8).map { file.bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self) }
        let head = UnsafeRawBufferPointer(rebasing: file.bytes[..<(Self.headerSize - 8)])
        let body = UnsafeRawBufferPointer(rebasing: file.bytes[Self.headerSize...])
        guard words[0] == Self.mark, words[7] == WordHash.of(head),
            words[1] == source.size, words[2] == source.modified_ns, words[3] == source.hash,
            body.count % Self.rowSize == 0, words[4] == UInt64(body.count / Self.rowSize),
            words[6] == WordHash.of(body)
        else { return nil }
        self.file = file
        count = body.count / Self.rowSize
        hasHeader = words[5] == 1
    }

    subscript(index: Int) -> CandleRow {
        let start = Self.headerSize + index * Self.rowSize
        func word(_ place: Int) -> Int64 { file.bytes.loadUnaligned(fromByteOffset: start + place * 8, as: Int64.self) }
        return CandleRow(
            openTime_ms: word(0),
            open: word(1),
            high: word(2),
            low: word(3),
            close: word(4),
            volume: word(5)
        )
    }

    /// Writes a file beside its name and renames it, so that nobody reads half of one.
    ///
    /// - Parameters:
    ///   - path: where it goes.
    ///   - source: what the text was like before and after it was read.
    ///   - rows: of the text.
    ///   - hasHeader: whether its first line is none.
    /// - Returns: whether it is there.
    static func write(to path: String, of source: Source, rows: [CandleRow], hasHeader: Bool) -> Bool {
        var body: [Int64] = []
        body.reserveCapacity(rows.count * 6)
        for row in rows { body += [row.openTime_ms, row.open, row.high, row.low, row.close, row.volume] }
        var head = [mark, source.size, source.modified_ns, source.hash, UInt64(rows.count), hasHeader ? 1 : 0]
        head.append(body.withUnsafeBytes { WordHash.of($0) })
        head.append(head.withUnsafeBytes { WordHash.of($0) })
        let draft = "\(path).\(getpid())"
        guard let file = fopen(draft, "wb") else { return false }
        let isWhole = fwrite(head, 8, head.count, file) == head.count && fwrite(body, 8, body.count, file) == body.count
        guard fclose(file) == 0, isWhole, rename(draft, path) == 0 else {
            unlink(draft)
            return false
        }
        return true
    }
}
