import TradingDomain

/// Reads a prompt's fields back, line by line, in the order in which ``PromptWriter`` prints them.
struct PromptReader: PromptForm {
    typealias Bytes = ArraySlice<UInt8>

    private let bytes: [UInt8]
    private var offset = 0
    private var line = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    /// The next line without its end; empty after the last.
    mutating func nextLine() -> Bytes {
        let start = offset
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
        defer { if offset < bytes.count { offset += 1 } }
        line += 1
        return bytes[start..<offset]
    }

    func failure(_ was: Bytes, wanted: String) -> PromptTextError {
        .unexpected(line: line, was: String(decoding: was.prefix(60), as: UTF8.self), wanted: wanted)
    }

    mutating func number(_ name: StaticString, decimals: Int, _ value: inout Int64?) throws(PromptTextError) {
        value = try field(name, "a number with at most \(decimals) decimals") { Self.decimal($0, decimals) }
    }

    mutating func numbers(_ name: StaticString, decimals: Int, _ values: inout [Int64]) throws(PromptTextError) {
        values =
            try field(name, "numbers with at most \(decimals) decimals") {
                Self.all(Self.words($0)) { Self.decimal($0, decimals) }
            } ?? []
    }

    mutating func time(_ name: StaticString, _ value: inout Int64?) throws(PromptTextError) {
        value = try field(name, "a time such as 2023-03-24T12:05:00Z") { Self.milliseconds($0) }
    }

    mutating func word<Word: PromptWord>(_ name: StaticString, _ value: inout Word?) throws(PromptTextError) {
        value = try field(name, "a known word") { Word(rawValue: String(decoding: $0, as: UTF8.self)) }
    }

    mutating func flag(_ name: StaticString, _ value: inout Bool) throws(PromptTextError) {
        value =
            try field(name, "yes or no") {
                $0.elementsEqual("yes".utf8) ? true : $0.elementsEqual("no".utf8) ? false : nil
            } ?? false
    }

    mutating func levels(_ name: StaticString, _ values: inout [LevelNumbers]) throws(PromptTextError) {
        values =
            try field(name, "PRICE touches COUNT distance_atr DISTANCE, ...") {
                Self.all(Self.items($0)) { item in
                    let words = Self.words(item)
                    guard words.count == 5, words[1].elementsEqual("touches".utf8),
                        words[3].elementsEqual("distance_atr".utf8), let price = Self.decimal(words[0], 8),
                        let touches = Self.decimal(words[2], 0),
                        let distance = Self.decimal(words[4], FineAmount.decimals)
                    else { return nil }
                    return LevelNumbers(price: price, touches: touches, distance: distance)
                }
            } ?? []
    }

    mutating func correlations(_ name: StaticString, _ values: inout [CorrelationNumbers]) throws(PromptTextError) {
        values =
            try field(name, "SYMBOL COEFFICIENT, ...") {
                Self.all(Self.items($0)) { item in
                    let words = Self.words(item)
                    guard words.count == 2, let other = Self.symbol(words[0]),
                        let coefficient = Self.decimal(words[1], FineAmount.decimals)
                    else { return nil }
                    return CorrelationNumbers(other: other, coefficient: coefficient)
                }
            } ?? []
    }

    /// The value of the line `name: value`; `nil` for `n/a`.
    private mutating func field<Value>(
        _ name: StaticString,
        _ wanted: @autoclosure () -> String,
        _ read: (Bytes) -> Value?
    ) throws(PromptTextError) -> Value? {
        let line = nextLine()
        guard let rest = Self.dropping(name, from: line), let text = Self.dropping(": ", from: rest) else {
            throw failure(line, wanted: "'\(name): ...'")
        }
        if text.elementsEqual("n/a".utf8) { return nil }
        guard let value = read(text) else { throw failure(line, wanted: "'\(name): ' and \(wanted()), or n/a") }
        return value
    }
}

// The parts of a line.
extension PromptReader {
    /// What follows `start`, or `nil` when the line starts otherwise.
    static func dropping(_ start: StaticString, from line: Bytes) -> Bytes? {
        let count = start.utf8CodeUnitCount
        let wanted = UnsafeBufferPointer(start: start.utf8Start, count: count)
        return line.starts(with: wanted) ? line.dropFirst(count) : nil
    }

    static func symbol(_ text: Bytes) -> Symbol? {
        try? Symbol(String(decoding: text, as: UTF8.self))
    }

    /// `Timestamp` prints milliseconds only when they are not zero, and reads whole seconds.
    static func milliseconds(_ text: Bytes) -> Int64? {
        guard text.last == UInt8(ascii: "Z") else { return nil }
        let point = text.firstIndex(of: UInt8(ascii: ".")) ?? text.endIndex
        guard let seconds = try? Timestamp(parsing: String(decoding: text[..<point], as: UTF8.self)) else { return nil }
        guard point < text.endIndex else { return seconds.milliseconds }
        guard text.endIndex - point == 5, let fraction = decimal(text[(point + 1)...].dropLast(), 0), fraction > 0
        else { return nil }
        return seconds.milliseconds + fraction
    }

    /// The integer of units of `10^-decimals` that a decimal text names.
    static func decimal(_ text: Bytes, _ decimals: Int) -> Int64? {
        var units: Int64 = 0
        var width = -1
        let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text
        guard let first = digits.first, first != UInt8(ascii: "."), digits.last != UInt8(ascii: ".") else { return nil }
        for byte in digits {
            if byte == UInt8(ascii: "."), width < 0 {
                width = 0
                continue
            }
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), width < decimals,
                let next = appended(byte - UInt8(ascii: "0"), to: units)
            else { return nil }
            units = next
            if width >= 0 { width += 1 }
        }
        for _ in max(width, 0)..<max(decimals, 0) {
            guard let next = appended(0, to: units) else { return nil }
            units = next
        }
        guard units <= PromptNumbers.largest else { return nil }
        return digits.count < text.count ? -units : units
    }

    private static func appended(_ digit: UInt8, to units: Int64) -> Int64? {
        let (scaled, isTooBig) = units.multipliedReportingOverflow(by: 10)
        let (sum, isTooBigToo) = scaled.addingReportingOverflow(Int64(digit))
        return isTooBig || isTooBigToo ? nil : sum
    }

    static func words(_ text: Bytes) -> [Bytes] {
        text.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    }

    private static func items(_ text: Bytes) -> [Bytes] {
        text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).enumerated().map { index, item in
            index > 0 && item.first == UInt8(ascii: " ") ? item.dropFirst() : item
        }
    }

    /// All items read, or `nil` if one cannot be.
    private static func all<Value>(_ items: [Bytes], _ read: (Bytes) -> Value?) -> [Value]? {
        var values: [Value] = []
        values.reserveCapacity(items.count)
        for item in items {
            guard let value = read(item) else { return nil }
            values.append(value)
        }
        return values
    }
}
