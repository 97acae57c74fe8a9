/// The highest or lowest of the last `capacity` values, in a queue that only keeps values which may still be the answer.
///
/// Each value enters and leaves once, so an update is O(1) amortised; the ring is allocated once.
struct RollingExtremum: Sendable, Equatable {
    /// Which end of the window to keep.
    enum Side: Sendable {
        case highest
        case lowest
    }

    private let side: Side
    private let capacity: Int
    /// Candidates, oldest and most extreme first, as a ring that starts at `head`.
    private var values: [Double]
    /// The index in the series of each candidate.
    private var indices: [Int]
    private var head = 0
    private var length = 0
    private var next = 0

    init(_ side: Side, of capacity: Int) {
        self.side = side
        self.capacity = capacity
        values = [Double](repeating: 0, count: capacity)
        indices = [Int](repeating: 0, count: capacity)
    }

    /// Takes the next value and gives the extreme of the window that ends with it, which may still be filling.
    mutating func update(_ value: Double) -> Double {
        if length > 0, indices[head] == next - capacity {
            head = slot(1)
            length -= 1
        }
        while length > 0, isBeaten(values[slot(length - 1)], by: value) {
            length -= 1
        }
        let free = slot(length)
        values[free] = value
        indices[free] = next
        length += 1
        next += 1
        return values[head]
    }

    /// Equal values: the newer one stays, since it will be in the window longer.
    private func isBeaten(_ candidate: Double, by value: Double) -> Bool {
        switch side {
        case .highest: candidate <= value
        case .lowest: candidate >= value
        }
    }

    /// The place in the ring of the candidate `offset` after the head.
    private func slot(_ offset: Int) -> Int {
        let place = head + offset
        return place < capacity ? place : place - capacity
    }
}
