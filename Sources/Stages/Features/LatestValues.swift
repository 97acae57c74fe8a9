/// The last ten values of a series, held in place: no buffer, so a copy costs no reference count.
struct LatestValues: Sendable {
    static let capacity = 10

    private var storage = InlineArray<10, Double>(repeating: 0)
    private var cursor = 0
    private var count = 0

    mutating func append(_ value: Double) {
        storage[cursor] = value
        cursor += 1
        if cursor == Self.capacity { cursor = 0 }
        if count < Self.capacity { count += 1 }
    }

    /// At most ten, oldest first.
    var values: [Double] {
        var values = [Double](repeating: 0, count: count)
        var place = count < Self.capacity ? 0 : cursor
        for index in 0..<count {
            values[index] = storage[place]
            place += 1
            if place == Self.capacity { place = 0 }
        }
        return values
    }

    /// The value of so many candles before the newest; `nil` if there is none.
    func value(before steps: Int) -> Double? {
        guard steps >= 0, steps < count else { return nil }
        let place = cursor - 1 - steps
        return storage[place < 0 ? place + Self.capacity : place]
    }
}
