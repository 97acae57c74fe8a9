internal import TradingDomain

/// The equity curve in bounded memory: when it is full, every second point goes, and from then on every second point of
/// those to come. The lowest and highest of what is left out are in the figures, which see every point.
struct EquityCurve: Sendable {
    struct Point: Hashable, Sendable {
        let time: Timestamp
        let equity: Money
    }

    /// Points drawn at most, with the last.
    static let capacity = 800

    private var kept: [Point] = []
    private var last: Point?
    /// One of so many points is kept; a power of two.
    private var stride = 1
    private var seen = 0

    mutating func add(_ time: Timestamp, _ equity: Money) {
        let point = Point(time: time, equity: equity)
        last = point
        if seen % stride == 0 {
            kept.append(point)
            if kept.count >= Self.capacity {
                kept = kept.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
                stride *= 2
            }
        }
        seen += 1
    }

    var points: [Point] {
        guard let last, last != kept.last else { return kept }
        return kept + [last]
    }
}
