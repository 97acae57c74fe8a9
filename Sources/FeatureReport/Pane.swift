/// A strip of a plot: where it lies, and which values its lower and upper edge stand for.
struct Pane: Sendable {
    let top: Double
    let height: Double
    let low: Double
    let high: Double

    /// - Parameters:
    ///   - top: of the strip, in pixels.
    ///   - height: of the strip, in pixels.
    ///   - values: all that should be seen; an empty or flat list gets a range of its own.
    init(top: Double, height: Double, showing values: [Double]) {
        self.top = top
        self.height = height
        let least = values.min() ?? 0
        let most = values.max() ?? 1
        // Rounding errors of a price that stands still are no range.
        let isFlat = most - least < max(most.magnitude * 1e-9, 1e-12)
        let margin = isFlat ? max(most.magnitude * 0.01, 1e-8) : (most - least) * 0.04
        low = least - margin
        high = most + margin
    }

    init(top: Double, height: Double, low: Double, high: Double) {
        self.top = top
        self.height = height
        self.low = low
        self.high = high
    }

    var bottom: Double { top + height }

    /// The vertical place of a value, in pixels.
    func y(_ value: Double) -> Double { top + (high - value) / (high - low) * height }

    /// Round values within the pane: multiples of 1, 2, 2.5 or 5 times a power of ten, about `count` of them.
    func ticks(_ count: Int) -> [Double] {
        let rough = (high - low) / Double(count)
        var unit = 1.0
        while unit > rough { unit /= 10 }
        while unit * 10 <= rough { unit *= 10 }
        let step = [1, 2, 2.5, 5, 10].map { $0 * unit }.first { $0 >= rough } ?? 10 * unit
        var ticks: [Double] = []
        var index = (low / step).rounded(.up)
        while index * step <= high, ticks.count < 4 * count {
            ticks.append(index * step)
            index += 1
        }
        return ticks
    }
}
