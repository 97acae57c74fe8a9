import TestSupport

/// Whole messages made into others: in their bytes, so that little holds together, and in their fields, so that much does.
struct Damage {
    private var generator: SeededGenerator
    private let messages: [[UInt8]]

    init(_ messages: [[UInt8]], seed: UInt64) {
        self.messages = messages
        generator = SeededGenerator(seed: seed)
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

    private mutating func message() -> [UInt8] { messages.randomElement(using: &generator) ?? [] }

    /// The next message, changed one to three times.
    mutating func next() -> [UInt8] {
        var bytes = message()
        for _ in 0..<number(1...3) {
            switch number(0...9) {
            case 0...3: changeBytes(&bytes)
            case 4...7: bytes = changedFields(bytes)
            // Two messages behind each other are one: what both hold is put together, at every level.
            case 8: bytes += changedFields(bytes)
            default: bytes += message()
            }
        }
        return bytes
    }

    private mutating func changeBytes(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        let place = number(0...bytes.count - 1)
        let range = place..<min(bytes.count, place + number(1...24))
        switch number(0...6) {
        case 0: bytes[place] ^= 1 << UInt8(number(0...7))
        case 1: bytes[place] = UInt8(number(0...255))
        case 2: bytes.insert(contentsOf: (0..<number(1...4)).map { _ in UInt8(number(0...255)) }, at: place)
        case 3: bytes.removeSubrange(range)
        case 4: bytes.insert(contentsOf: Array(bytes[range]), at: number(0...bytes.count))
        case 5:
            let other = message()
            let start = number(0...other.count - 1)
            bytes.insert(contentsOf: other[start..<min(other.count, start + number(1...24))], at: place)
        default: bytes.removeSubrange(place...)
        }
    }

    /// Changes the fields of a message, or of one inside it; the lengths round them are right again.
    private mutating func changedFields(_ bytes: [UInt8]) -> [UInt8] {
        var fields = WireField.all(in: bytes).map { (field: $0, bytes: Array(bytes[$0.range])) }
        guard !fields.isEmpty else { return bytes }
        let place = number(0...fields.count - 1)
        let (field, whole) = fields[place]
        if let content = field.content, number(0...3) > 0 {
            fields[place].bytes = field.holding(changedFields(Array(bytes[content])))
            return fields.flatMap(\.bytes)
        }
        switch number(0...4) {
        case 0: fields.remove(at: place)
        case 1: fields.insert((field, whole), at: number(0...fields.count))
        case 2: fields.swapAt(place, number(0...fields.count - 1))
        case 3: fields.insert((field, Oddity.all.randomElement(using: &generator)?.bytes ?? []), at: place)
        default:
            let others = WireField.all(in: message())
            guard let other = others.randomElement(using: &generator), let content = field.content else { break }
            fields[place].bytes = other.holding(Array(bytes[content]))
        }
        return fields.flatMap(\.bytes)
    }
}
