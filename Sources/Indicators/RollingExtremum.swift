/// The highest or lowest of the last `capacity` values.
///
/// The series is cut into blocks as long as the window. A window then is the end of one block and the beginning of the next:
/// the extremes of every end are found once a block, backwards, and that of the beginning grows with each value. So an update is
/// two comparisons without a branch that depends on the market (van Herk 1992, Gil and Werman 1993).
struct RollingExtremum: Sendable, Equatable {
    /// Which end of the window to keep.
    enum Side: Sendable {
        case highest
        case lowest
    }

    private let side: Side
    private let capacity: Int
    /// The values of this block up to `place`; from there on, for each place of the block before, the extreme of its end.
    /// One longer than the block, since the end may be empty.
    private var ring: [Double]
    /// The extreme of this block so far.
    private var extreme: Double
    private var place = 0

    /// - Parameters:
    ///   - side: which extreme.
    ///   - capacity: the longest window, from 1; whose period it is has checked it.
    init(_ side: Side, of capacity: Int) {
        self.side = side
        self.capacity = capacity
        extreme = side.ofNothing
        ring = [Double](repeating: extreme, count: capacity + 1)
    }

    /// Takes the next value and gives the extreme of the window that ends with it, which may still be filling.
    mutating func update(_ value: Double) -> Double {
        extreme = side.of(extreme, value)
        ring[place] = value
        place += 1
        let result = side.of(extreme, ring[place])
        if place == capacity { closeBlock() }
        return result
    }

    private mutating func closeBlock() {
        var end = side.ofNothing
        for index in (0..<capacity).reversed() {
            end = side.of(end, ring[index])
            ring[index] = end
        }
        extreme = side.ofNothing
        place = 0
    }
}

extension RollingExtremum.Side {
    fileprivate var ofNothing: Double { self == .highest ? -.infinity : .infinity }

    @inline(__always)
    fileprivate func of(_ one: Double, _ other: Double) -> Double {
        switch self {
        case .highest: one > other ? one : other
        case .lowest: one < other ? one : other
        }
    }
}
