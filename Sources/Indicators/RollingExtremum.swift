/// The highest or lowest of the last `capacity` values, in a queue that only keeps values which may still be the answer.
///
/// Each value enters and leaves once, so an update is O(1) amortised; the ring is allocated once.
struct RollingExtremum: Sendable, Equatable {
    /// Which end of the window to keep.
    enum Side: Sendable {
        case highest
        case lowest
    }

    private struct Candidate: Equatable {
        var value = 0.0
        /// In the series.
        var index = 0
    }

    private let side: Side
    private let capacity: Int
    /// Oldest and most extreme first, as a ring that starts at `head`.
    private var candidates: [Candidate]
    private var head = 0
    private var length = 0
    private var next = 0

    init(_ side: Side, of capacity: Int) {
        self.side = side
        self.capacity = capacity
        candidates = [Candidate](repeating: Candidate(), count: capacity)
    }

    /// Takes the next value and gives the extreme of the window that ends with it, which may still be filling.
    mutating func update(_ value: Double) -> Double {
        if length > 0, candidates[head].index == next - capacity {
            head = slot(1)
            length -= 1
        }
        while length > 0, isBeaten(candidates[slot(length - 1)].value, by: value) {
            length -= 1
        }
        candidates[slot(length)] = Candidate(value: value, index: next)
        length += 1
        next += 1
        return candidates[head].value
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
