/// Mean and variance of the last `capacity` values, for statistics that TA-Lib does not define.
///
/// Sums run about an anchor near the values and are built anew each time the ring has been filled once, so errors neither
/// cancel nor pile up: relative error of the variance under 1e-12 unless the deviation is less than a millionth of the
/// step from the anchor. O(1) amortised, no allocation after the start.
struct RollingMoments: Sendable, Equatable {
    private let capacity: Int
    private var window: [Double]
    private var cursor = 0
    private(set) var count = 0
    private var anchor = 0.0
    private var sum = 0.0
    private var squares = 0.0
    private var latest = 0.0
    /// How many of the newest values are equal, counted up to `capacity`.
    private var run = 0

    init(capacity: Int) {
        self.capacity = capacity
        window = [Double](repeating: 0, count: capacity)
    }

    var isFull: Bool { count == capacity }

    /// True when all values are equal: then there is no spread, exactly, whatever rounding left in the sums.
    var isConstant: Bool { run >= count }

    /// The mean of the values there are. Needs at least one.
    var mean: Double { isConstant ? latest : anchor + sum / Double(count) }

    /// The sum of squared distances from the mean.
    var scatter: Double { isConstant ? 0 : max(squares - sum * sum / Double(count), 0) }

    mutating func append(_ value: Double) {
        if count == 0 { anchor = value }
        if isFull {
            let step = window[cursor] - anchor
            sum -= step
            squares -= step * step
        } else {
            count += 1
        }
        let step = value - anchor
        sum += step
        squares += step * step
        run = value == latest ? min(run + 1, capacity) : 1
        latest = value
        window[cursor] = value
        cursor += 1
        if cursor == capacity { rebuild() }
    }

    /// Moves the anchor to the mean of a full window and sums anew, once in `capacity` values.
    private mutating func rebuild() {
        cursor = 0
        anchor += sum / Double(count)
        sum = 0
        squares = 0
        for value in window {
            let step = value - anchor
            sum += step
            squares += step * step
        }
    }
}
