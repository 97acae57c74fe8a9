import MarketData
import TradingDomain

/// The path of one symbol through the synthetic market.
struct SyntheticPath: Hashable, Sendable {
    /// Trading through the day, by hour of UTC: quiet in the Asian night, busy when Europe and America overlap.
    private static let hourly: [Double] = [
        0.95, 0.9, 0.85, 0.8, 0.78, 0.78, 0.82, 0.9, 1.0, 1.0, 0.98, 0.96,
        1.0, 1.15, 1.3, 1.3, 1.22, 1.15, 1.08, 1.05, 1.02, 1.0, 0.98, 0.96,
    ]
    private static let reaction = 0.08
    private static let memory = 0.88
    /// Volumes are multiples of it: 0.00001 of the base asset.
    private static let lot: Int64 = 1000

    private let instrument: SyntheticInstrument
    private let usual: Double
    /// Mean traded value of one candle, in quote currency.
    private let turnover: Double
    private var random: SyntheticRandom
    private var variance = 1.0
    private var price: Double
    /// The last candle; before the first, its close is the price at the start.
    private(set) var row: CandleRow

    init(_ symbol: Symbol, seed: UInt64, timeframe: Timeframe, usual: Double) {
        instrument = SyntheticInstrument(symbol)
        self.usual = usual
        turnover = instrument.turnover * Double(timeframe.milliseconds) / 180_000
        random = SyntheticRandom(seed: seed ^ SyntheticInstrument.hash(symbol))
        price = instrument.price
        let start = Int64((price * 1e8 / Double(instrument.tick)).rounded()) * instrument.tick
        row = CandleRow(openTime_ms: 0, open: start, high: start, low: start, close: start, volume: 0)
    }

    mutating func advance(_ market: SyntheticMood.Step, at openTime: Timestamp) {
        let busy = Self.hourly[Int(openTime.milliseconds / 3_600_000 % 24)]
        let bell = random.bell()
        let own = instrument.own * variance.squareRoot()
        variance = min(1 - Self.reaction - Self.memory + (Self.reaction * bell * bell + Self.memory) * variance, 30)
        var move = instrument.beta * market.move + usual * busy * own * market.heat * bell
        // Back to its start over months, so that no symbol ends at zero or at the limit of a price.
        move += (instrument.price / price - 1) * usual * usual * 4
        move = min(max(move, -0.3), 0.3)
        // At least a thousand ticks and at most a thousand times the start.
        let lowest = Double(instrument.tick) * 1e-5
        price = min(max(price * (1 + move), lowest), instrument.price * 1000)

        let heat = usual * busy * market.heat * (instrument.beta + own)
        let (up, down) = random.twoFractions()
        let open = row.close
        let close = rounded(price)
        let high = max(open, close, rounded(Double(max(open, close)) * 1e-8 * (1 + 0.7 * heat * up * up)))
        let low = min(open, close, rounded(Double(min(open, close)) * 1e-8 / (1 + 0.7 * heat * down * down)))
        let activity = 0.35 + 0.5 * (market.heat * market.heat + variance) * 0.5 + 0.4 * move.magnitude / usual
        let (first, second) = random.twoFractions()
        let value = turnover * busy * busy * activity * (0.3 + 1.2 * first * second + 0.4 * first)
        let volume = max(1, Self.nearest(min(value / price, 9e8) * 1e8 / Double(Self.lot))) * Self.lot
        row = CandleRow(
            openTime_ms: openTime.milliseconds,
            open: open,
            high: high,
            low: low,
            close: close,
            volume: volume
        )
    }

    private func rounded(_ price: Double) -> Int64 {
        max(1, Self.nearest(price * 1e8 / Double(instrument.tick))) * instrument.tick
    }

    /// The nearest integer to what is not negative. Adds a half and cuts: `rounded()` is a call into the C library.
    private static func nearest(_ value: Double) -> Int64 { Int64(value + 0.5) }
}
