import TradingDomain

/// Makes support and resistance out of the last confirmed swing points, highs and lows alike: what held from above may
/// hold from below.
///
/// From the lowest swing point up, a point joins the level below it while it lies within half an ATR14 of that level's
/// lowest point, else it begins a new level. A level's price is the mean of its points, its touches their number. Levels
/// at or below the last close are supports, those above it resistances; the nearest three of each are given.
struct LevelFinder: Sendable {
    /// Swing points remembered: those of some 25 days of 4 h candles.
    static let memory = 64
    /// Height of a level, in ATR14.
    static let height = 0.5
    static let most = 3

    /// Oldest first.
    private var points: [SwingPoint] = []
    /// The same, by price and then time.
    private var ascending: [SwingPoint] = []

    init() {
        points.reserveCapacity(Self.memory)
        ascending.reserveCapacity(Self.memory)
    }

    mutating func add(_ found: SwingFinder.Found) {
        if let point = found.high { remember(point) }
        if let point = found.low { remember(point) }
    }

    private mutating func remember(_ point: SwingPoint) {
        if points.count == Self.memory {
            let oldest = points.removeFirst()
            if let place = ascending.firstIndex(of: oldest) { ascending.remove(at: place) }
        }
        points.append(point)
        let place = ascending.firstIndex { ($0.price, $0.closeTime) > (point.price, point.closeTime) }
        ascending.insert(point, at: place ?? ascending.count)
    }

    /// - Parameters:
    ///   - close: of the last closed candle.
    ///   - atr14: at it; without movement there are no levels.
    /// - Returns: nearest first, at most three each.
    func levels(close: Double, atr14: Double) -> (supports: [PriceLevel], resistances: [PriceLevel]) {
        guard atr14 > 0 else { return ([], []) }
        var supports: [PriceLevel] = []
        var resistances: [PriceLevel] = []
        var start = 0
        while start < ascending.count, resistances.count < Self.most {
            let floor = ascending[start].price
            let end =
                ascending[start...].firstIndex { $0.price > floor + Self.height * atr14 } ?? ascending.count
            let level = Self.level(of: ascending[start..<end], close: close, atr14: atr14)
            if level.price > close { resistances.append(level) } else { supports.append(level) }
            start = end
        }
        return (supports.suffix(Self.most).reversed(), resistances)
    }

    private static func level(of points: ArraySlice<SwingPoint>, close: Double, atr14: Double) -> PriceLevel {
        var sum = 0.0
        var lastTouch = Timestamp.epoch
        for point in points {
            sum += point.price
            lastTouch = max(lastTouch, point.closeTime)
        }
        let price = sum / Double(points.count)
        return PriceLevel(
            price: price,
            touches: points.count,
            lastTouch: lastTouch,
            distance: abs(price - close) / atr14
        )
    }
}
