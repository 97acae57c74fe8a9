/// The last ten values of a series, oldest first, ready to be copied in one piece.
struct LatestValues: Sendable {
    static let capacity = 10

    /// Each value is held twice, ten places apart, so that the last ten always lie side by side.
    private var storage = [Double](repeating: 0, count: 2 * LatestValues.capacity)
    private var cursor = 0
    private var count = 0

    mutating func append(_ value: Double) {
        storage[cursor] = value
        storage[cursor + Self.capacity] = value
        cursor += 1
        if cursor == Self.capacity { cursor = 0 }
        if count < Self.capacity { count += 1 }
    }

    /// At most ten, oldest first.
    var values: [Double] {
        let start = count < Self.capacity ? 0 : cursor
        return Array(storage[start..<start + count])
    }

    /// The value of so many candles before the newest; `nil` if there is none.
    func value(before steps: Int) -> Double? {
        guard steps >= 0, steps < count else { return nil }
        let place = cursor - 1 - steps
        return storage[place < 0 ? place + Self.capacity : place]
    }
}
