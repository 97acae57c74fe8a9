package import MarketData
import TradingDomain

/// The rows of one candle file: CSV in the exchange's column order, packed or not, with or without a header, times in
/// milliseconds or microseconds.
///
/// It reads numbers and judges none: order, grid and prices are checked by whoever knows the series.
package final class CandleRowReader {
    /// From here on a number of this size is microseconds: in milliseconds it would be the year 5138.
    private static let firstMicroseconds: Int64 = 100_000_000_000_000
    /// 1973; below it the number is seconds.
    private static let firstMilliseconds: Int64 = 100_000_000_000

    package let file: String
    private let lines: LineReader?
    private let packed: PackedCandles?
    private var nextPacked = 0
    private var isInMicroseconds: Bool?
    private var blankLine: Int?

    /// - Parameters:
    ///   - path: of the file.
    ///   - cache: binary copies, if there are any; with one the text is not read.
    /// - Throws: ``CandleFileError`` when the file cannot be opened or unpacked.
    package init(path: String, cache: CandleCache? = nil) throws(CandleFileError) {
        packed = cache?.rows(of: path)
        lines = packed == nil ? try LineReader(path: path) : nil
        file = path
    }

    /// How many rows there are; `nil` when the text is read.
    var packedCount: Int? { packed?.count }

    /// The line of the last row, from 1.
    package var line: Int { lines?.line ?? nextPacked + (packed?.hasHeader == true ? 1 : 0) }

    /// - Returns: the next row; `nil` at the end of the file.
    /// - Throws: ``CandleFileError`` for a row that is not six numbers, or bytes that cannot be unpacked.
    package func next() throws(CandleFileError) -> CandleRow? {
        if let packed {
            guard nextPacked < packed.count else { return nil }
            nextPacked += 1
            return packed[nextPacked - 1]
        }
        while let text = try lines?.next() {
            guard text.isEmpty else {
                if let row = try read(text) { return row }
                continue
            }
            blankLine = blankLine ?? line
        }
        return nil
    }

    /// - Returns: `nil` for the header.
    private func read(_ text: UnsafeBufferPointer<UInt8>) throws(CandleFileError) -> CandleRow? {
        if let blankLine {
            throw .badRow(file: file, line: blankLine, column: "row", was: "", allowed: "blank only at the file's end")
        }
        if line == 1, text[0] &- 48 >= 10 {
            try checkHeader(text)
            return nil
        }
        var position = 0
        guard let time = DecimalField.integer(text, &position), let time_ms = milliseconds(time) else {
            throw refusal(of: .openTime, in: text)
        }
        let open = try field(.open, text, &position)
        let high = try field(.high, text, &position)
        let low = try field(.low, text, &position)
        let close = try field(.close, text, &position)
        let volume = try field(.volume, text, &position)
        return CandleRow(openTime_ms: time_ms, open: open, high: high, low: low, close: close, volume: volume)
    }

    @inline(__always)
    private func field(
        _ column: CandleColumn,
        _ text: UnsafeBufferPointer<UInt8>,
        _ position: inout Int
    ) throws(CandleFileError) -> Int64 {
        position += 1
        guard position < text.count, let units = DecimalField.units(text, &position) else {
            throw refusal(of: column, in: text)
        }
        return units
    }

    private func milliseconds(_ time: Int64) -> Int64? {
        let isMicroseconds = time >= Self.firstMicroseconds
        if isInMicroseconds == nil { isInMicroseconds = isMicroseconds }
        guard isMicroseconds == isInMicroseconds, time >= Self.firstMilliseconds else { return nil }
        guard isMicroseconds else { return time }
        return time % 1000 == 0 && time < Self.firstMicroseconds * 1000 ? time / 1000 : nil
    }

    private func checkHeader(_ text: UnsafeBufferPointer<UInt8>) throws(CandleFileError) {
        let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]
        let body = text.starts(with: byteOrderMark) ? text.dropFirst(3) : text[...]
        let names = String(decoding: body, as: UTF8.self).lowercased().split(
            separator: ",",
            omittingEmptySubsequences: false
        )
        for column in CandleColumn.allCases {
            let name = column.rawValue < names.count ? String(names[column.rawValue]) : ""
            guard column == .openTime ? name.contains("time") : name == column.name else {
                let order = CandleColumn.allCases.map(\.name).joined(separator: ",")
                throw .badRow(file: file, line: 1, column: column.name, was: name, allowed: "the header \(order)...")
            }
        }
    }

    private func refusal(of column: CandleColumn, in text: UnsafeBufferPointer<UInt8>) -> CandleFileError {
        let fields = text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard column.rawValue < fields.count else {
            let names = CandleColumn.allCases.map(\.name).joined(separator: ",")
            let was = "\(fields.count) columns"
            return .badRow(file: file, line: line, column: "row", was: was, allowed: "at least 6: \(names)")
        }
        let was = String(decoding: fields[column.rawValue].prefix(40), as: UTF8.self)
        return .badRow(file: file, line: line, column: column.name, was: was, allowed: column.allowed)
    }
}
