import TradingDomain

/// Prints a prompt's fields into a buffer of bytes: no formatter, no intermediate text.
struct PromptWriter: PromptForm {
    private(set) var bytes: [UInt8] = []

    init(reserving capacity: Int) { bytes.reserveCapacity(capacity) }

    mutating func text(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func text(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func line() { bytes.append(UInt8(ascii: "\n")) }

    mutating func space() { bytes.append(UInt8(ascii: " ")) }

    mutating func number(_ name: StaticString, decimals: Int, _ value: inout Int64?) {
        begin(name)
        if let value { decimal(value, decimals) } else { text("n/a") }
        line()
    }

    mutating func numbers(_ name: StaticString, decimals: Int, _ values: inout [Int64]) {
        begin(name, isEmpty: values.isEmpty)
        for (index, value) in values.enumerated() {
            if index > 0 { space() }
            decimal(value, decimals)
        }
        line()
    }

    mutating func time(_ name: StaticString, _ value: inout Int64?) {
        begin(name)
        if let value { text(Timestamp(milliseconds: value).description) } else { text("n/a") }
        line()
    }

    mutating func word<Word: PromptWord>(_ name: StaticString, _ value: inout Word?) {
        begin(name)
        text(value?.rawValue ?? "n/a")
        line()
    }

    mutating func flag(_ name: StaticString, _ value: inout Bool) {
        begin(name)
        text(value ? "yes" : "no")
        line()
    }

    mutating func levels(_ name: StaticString, _ values: inout [LevelNumbers]) {
        begin(name, isEmpty: values.isEmpty)
        for (index, level) in values.enumerated() {
            if index > 0 { text(", ") }
            decimal(level.price, 8)
            text(" touches ")
            decimal(level.touches, 0)
            text(" distance_atr ")
            decimal(level.distance, FineAmount.decimals)
        }
        line()
    }

    mutating func correlations(_ name: StaticString, _ values: inout [CorrelationNumbers]) {
        begin(name, isEmpty: values.isEmpty)
        for (index, correlation) in values.enumerated() {
            if index > 0 { text(", ") }
            text(correlation.other.description)
            space()
            decimal(correlation.coefficient, FineAmount.decimals)
        }
        line()
    }

    /// Appends `value ÷ 10^decimals` without trailing zeros.
    mutating func decimal(_ value: Int64, _ decimals: Int) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        var rest = value.magnitude
        var width = decimals
        while width > 0, rest % 10 == 0 {
            rest /= 10
            width -= 1
        }
        let start = bytes.count
        var digits = 0
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
            digits += 1
            if digits == width { bytes.append(UInt8(ascii: ".")) }
        } while rest > 0 || digits <= width
        bytes[start...].reverse()
    }

    private mutating func begin(_ name: StaticString, isEmpty: Bool = false) {
        text(name)
        text(": ")
        if isEmpty { text("n/a") }
    }
}
