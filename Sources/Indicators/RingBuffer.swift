/// The last `capacity` values of a series, oldest first. Allocates once, at its creation.
package struct RingBuffer: Sendable, RandomAccessCollection {
    /// The capacities that `init` accepts.
    package static let capacities = 1...PeriodRange.longest

    /// How many values are kept.
    package let capacity: Int
    /// How many values there are, at most `capacity`.
    package private(set) var count = 0
    private var storage: [Double]
    /// Where the next value goes; once full, also where the oldest is.
    private var cursor = 0

    /// - Parameter capacity: how many values to keep, in `capacities`; traps otherwise.
    package init(capacity: Int) {
        PeriodRange.check(capacity, in: Self.capacities, for: "the capacity of RingBuffer")
        self.capacity = capacity
        storage = [Double](repeating: 0, count: capacity)
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { count }
    /// True when the next value displaces the oldest.
    package var isFull: Bool { count == capacity }

    /// The value at a position: 0 is the oldest, `count − 1` the newest.
    package subscript(position: Int) -> Double {
        precondition(position >= 0 && position < count, "position \(position) of RingBuffer; it holds \(count) values.")
        let place = isFull ? cursor + position : position
        return storage[place < capacity ? place : place - capacity]
    }

    /// Adds the newest value.
    ///
    /// - Parameter value: the next of the series.
    /// - Returns: the oldest value, which it displaced; nil while there was room.
    @discardableResult
    package mutating func append(_ value: Double) -> Double? {
        let displaced = isFull ? storage[cursor] : nil
        storage[cursor] = value
        cursor += 1
        if cursor == capacity { cursor = 0 }
        if displaced == nil { count += 1 }
        return displaced
    }
}

extension RingBuffer: Equatable {
    /// Equal when they keep as many values, and the same ones in the same order.
    package static func == (left: RingBuffer, right: RingBuffer) -> Bool {
        left.capacity == right.capacity && left.elementsEqual(right)
    }
}
