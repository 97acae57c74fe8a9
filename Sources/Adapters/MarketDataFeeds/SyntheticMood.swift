/// What all symbols of the synthetic market have in common: its mood, its volatility, and its crashes.
///
/// The market is in a range or in a trend up or down for half a day to some days. Volatility follows a GARCH(1,1)
/// rule over a slower level that changes with the mood. About every six weeks it crashes by 8 to 25 % within an hour
/// or two and wins back part of that within the next hours.
struct SyntheticMood: Hashable, Sendable {
    /// One step of the market.
    struct Step {
        /// Return of the market in this candle, 0.01 is +1 %.
        let move: Double
        /// Volatility of this candle, as a multiple of the usual.
        let heat: Double
    }

    /// Yearly volatility of the market factor.
    private static let yearlyVolatility = 0.5
    private static let year_ms = 31_536_000_000.0
    private static let reaction = 0.08
    private static let memory = 0.90

    /// Usual volatility of one candle.
    let usual: Double
    private let candlesPerDay: Double
    private var random: SyntheticRandom
    private var variance = 1.0
    private var level = 1.0
    private var drift = 0.0
    /// The market's value, 1 at the start, and the middle of the range it is in.
    private var value = 1.0
    private var middle = 1.0
    private var isRange = true
    private var left = 0
    private var shock = 0.0
    private var shockLeft = 0
    private var rebound = 0.0

    init(seed: UInt64, candle_ms: Int64) {
        random = SyntheticRandom(seed: seed)
        candlesPerDay = 86_400_000 / Double(candle_ms)
        usual = Self.yearlyVolatility * (Double(candle_ms) / Self.year_ms).squareRoot()
    }

    mutating func step() -> Step {
        if left == 0 { changeMood() }
        left -= 1
        if shockLeft == 0, rebound == 0, random.isOne(in: 45 * candlesPerDay) { beginCrash() }
        let heat = (variance * level).squareRoot()
        let bell = random.bell()
        variance = 1 - Self.reaction - Self.memory + (Self.reaction * bell * bell + Self.memory) * variance
        variance = min(variance, 30)
        var move = usual * heat * bell + drift
        // Ranges pull back to their middle, and over months the market to its start, so that no run ends at zero.
        if isRange { move += (middle - value) / value * 6 / candlesPerDay }
        move += (1 - value) / max(value, 0.2) * 0.01 / candlesPerDay
        move += crashMove()
        move = min(max(move, -0.15), 0.15)
        value *= 1 + move
        return Step(move: move, heat: heat)
    }

    private mutating func changeMood() {
        let (kind, length) = random.twoFractions()
        left = Int((0.5 + 2.5 * length) * candlesPerDay)
        isRange = kind < 0.5
        middle = value
        let strength = (0.008 + 0.022 * random.fraction()) / candlesPerDay
        drift = isRange ? 0 : kind < 0.77 ? strength : -strength
        let wild = random.fraction()
        level = wild < 0.4 ? 0.45 : wild < 0.8 ? 1 : 2.2
    }

    private mutating func beginCrash() {
        let (size, length) = random.twoFractions()
        shockLeft = max(2, Int((0.02 + 0.06 * length) * candlesPerDay))
        let fall = 0.08 + 0.17 * size
        shock = -fall / Double(shockLeft)
        rebound = fall * (0.2 + 0.4 * random.fraction())
        variance = max(variance, 12)
    }

    private mutating func crashMove() -> Double {
        if shockLeft > 0 {
            shockLeft -= 1
            variance = max(variance, 8)
            return shock * 2 * random.fraction()
        }
        guard rebound > 0 else { return 0 }
        let part = rebound * 8 / candlesPerDay
        rebound = part < 1e-6 ? 0 : rebound - part
        return part
    }
}
