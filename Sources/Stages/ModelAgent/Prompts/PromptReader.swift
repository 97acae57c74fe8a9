import TradingDomain

/// Reads a prompt's fields back, line by line, in the order in which ``PromptWriter`` prints them.
struct PromptReader: PromptForm {
    private let bytes: [UInt8]
    private var offset = 0
    private var line = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    /// The next line without its end; empty after the last.
    mutating func nextLine() -> Substring {
        let start = offset
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
        defer { if offset < bytes.count { offset += 1 } }
        line += 1
        return Substring(decoding: bytes[start..<offset], as: UTF8.self)
    }

    func failure(_ was: Substring, wanted: String) -> PromptTextError {
        .unexpected(line: line, was: String(was.prefix(60)), wanted: wanted)
    }

    mutating func number(_ name: StaticString, decimals: Int, _ value: inout Int64?) throws(PromptTextError) {
        value = try field(name, "a number with at most \(decimals) decimals") { Self.decimal($0, decimals) }
    }

    mutating func numbers(_ name: StaticString, decimals: Int, _ values: inout [Int64]) throws(PromptTextError) {
        values =
            try field(name, "numbers with at most \(decimals) decimals") {
                Self.all($0.split(separator: " ", omittingEmptySubsequences: false)) { Self.decimal($0, decimals) }
            } ?? []
    }

    mutating func time(_ name: StaticString, _ value: inout Int64?) throws(PromptTextError) {
        value = try field(name, "a time such as 2023-03-24T12:05:00Z") { Self.milliseconds($0) }
    }

    mutating func word<Word: PromptWord>(_ name: StaticString, _ value: inout Word?) throws(PromptTextError) {
        value = try field(name, "a known word") { Word(rawValue: String($0)) }
    }

    mutating func flag(_ name: StaticString, _ value: inout Bool) throws(PromptTextError) {
        value = try field(name, "yes or no") { $0 == "yes" ? true : $0 == "no" ? false : nil } ?? false
    }

    mutating func levels(_ name: StaticString, _ values: inout [LevelNumbers]) throws(PromptTextError) {
        values =
            try field(name, "PRICE touches COUNT distance_atr DISTANCE, ...") {
                Self.all(Self.items($0)) { item in
                    let words = item.split(separator: " ", omittingEmptySubsequences: false)
                    guard words.count == 5, words[1] == "touches", words[3] == "distance_atr",
                        let price = Self.decimal(words[0], 8), let touches = Self.decimal(words[2], 0),
                        let distance = Self.decimal(words[4], 2)
                    else { return nil }
                    return LevelNumbers(price: price, touches: touches, distance: distance)
                }
            } ?? []
    }

    mutating func correlations(_ name: StaticString, _ values: inout [CorrelationNumbers]) throws(PromptTextError) {
        values =
            try field(name, "SYMBOL COEFFICIENT, ...") {
                Self.all(Self.items($0)) { item in
                    let words = item.split(separator: " ", omittingEmptySubsequences: false)
                    guard words.count == 2, let other = try? Symbol(words[0]),
                        let coefficient = Self.decimal(words[1], 2)
                    else { return nil }
                    return CorrelationNumbers(other: other, coefficient: coefficient)
                }
            } ?? []
    }

    /// The value of the line `name: value`; `nil` for `n/a`.
    private mutating func field<Value>(
        _ name: StaticString,
        _ wanted: @autoclosure () -> String,
        _ read: (Substring) -> Value?
    ) throws(PromptTextError) -> Value? {
        let line = nextLine()
        let start = "\(name): "
        guard line.hasPrefix(start) else { throw failure(line, wanted: "'\(name): ...'") }
        let text = line.dropFirst(start.count)
        if text == "n/a" { return nil }
        guard let value = read(text) else { throw failure(line, wanted: "'\(name): ' and \(wanted()), or n/a") }
        return value
    }

    static func milliseconds(_ text: Substring) -> Int64? {
        guard text.last == "Z" else { return nil }
        // `Timestamp` prints milliseconds only when they are not zero, and reads whole seconds.
        guard let point = text.firstIndex(of: ".") else { return (try? Timestamp(parsing: text))?.milliseconds }
        guard let seconds = try? Timestamp(parsing: text[..<point]), text[point...].count == 5,
            let fraction = Int64(text[point...].dropFirst().dropLast()), fraction > 0
        else { return nil }
        return seconds.milliseconds + fraction
    }

    /// The integer of units of `10^-decimals` that a decimal text names.
    private static func decimal(_ text: Substring, _ decimals: Int) -> Int64? {
        var units: Int64 = 0
        var width = -1
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8.dropFirst(0)
        guard let first = digits.first, first != UInt8(ascii: "."), digits.last != UInt8(ascii: ".") else { return nil }
        for byte in digits {
            if byte == UInt8(ascii: "."), width < 0 {
                width = 0
                continue
            }
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), width < decimals else { return nil }
            guard let next = appended(byte - UInt8(ascii: "0"), to: units) else { return nil }
            units = next
            if width >= 0 { width += 1 }
        }
        for _ in max(width, 0)..<max(decimals, 0) {
            guard let next = appended(0, to: units) else { return nil }
            units = next
        }
        guard units <= PromptNumbers.largest else { return nil }
        return digits.count < text.utf8.count ? -units : units
    }

    private static func appended(_ digit: UInt8, to units: Int64) -> Int64? {
        let (scaled, isTooBig) = units.multipliedReportingOverflow(by: 10)
        let (sum, isTooBigToo) = scaled.addingReportingOverflow(Int64(digit))
        return isTooBig || isTooBigToo ? nil : sum
    }

    private static func items(_ text: Substring) -> [Substring] {
        text.split(separator: ",", omittingEmptySubsequences: false).enumerated().map { index, item in
            index > 0 && item.first == " " ? item.dropFirst() : item
        }
    }

    /// All items read, or `nil` if one cannot be.
    private static func all<Value>(_ items: [Substring], _ read: (Substring) -> Value?) -> [Value]? {
        var values: [Value] = []
        for item in items {
            guard let value = read(item) else { return nil }
            values.append(value)
        }
        return values
    }
}
