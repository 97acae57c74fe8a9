package import TradingDomain

/// Factors on the static weights that follow each slot's record: multiplicative weights (Littlestone and Warmuth 1994)
/// with the Brier loss, in integers.
///
/// A settled forecast of confidence c has the loss (c − hit)². A forecast that knows nothing and says so, 50 %, loses
/// 0.25; the factor grows by rate × (0.25 − loss), within a floor and a ceiling.
package struct AdaptiveWeights: Hashable, Sendable {
    package let settings: Settings
    /// In ascending order of slot, then channel.
    package private(set) var factors: [Factor] = []

    package struct Settings: Hashable, Sendable {
        /// 1 to 1000: 100 moves a factor by at most 7.5 % a forecast.
        package let rate_permille: Int64
        /// 1 to 100.
        package let floor_percent: Int64
        /// 100 to 1000.
        package let ceiling_percent: Int64
        /// Settled forecasts before a factor counts; at least 1.
        package let minimumSamples: Int

        package static let standard = Settings(
            rate_permille: 100,
            floor_percent: 50,
            ceiling_percent: 200,
            minimumSamples: 30
        )

        package init(rate_permille: Int64, floor_percent: Int64, ceiling_percent: Int64, minimumSamples: Int) {
            self.rate_permille = rate_permille
            self.floor_percent = floor_percent
            self.ceiling_percent = ceiling_percent
            self.minimumSamples = minimumSamples
        }

        /// What is out of range.
        package var problems: [String] {
            let rows: [(String, Int64, ClosedRange<Int64>)] = [
                ("adaptive rate_permille", rate_permille, 1...1000), ("adaptive floor_percent", floor_percent, 1...100),
                ("adaptive ceiling_percent", ceiling_percent, 100...1000),
                ("adaptive minimumSamples", Int64(minimumSamples), 1...1_000_000),
            ]
            return rows.compactMap { name, value, range in
                range.contains(value)
                    ? nil : "\(name) was \(value), allowed is \(range.lowerBound) to \(range.upperBound)"
            }
        }
    }

    package struct Factor: Hashable, Sendable {
        package let slot: String
        package let channel: Channel
        /// Millionths; 1,000,000 leaves the static weight as it is.
        package fileprivate(set) var value_ppm: Int64 = 1_000_000
        package fileprivate(set) var samples = 0
    }

    package init(_ settings: Settings) { self.settings = settings }

    /// Takes one settled forecast of a slot; the fused decision and longer horizons are for whoever calls to leave out.
    package mutating func add(_ settled: ModelScores.Settled) {
        let (slot, channel) = (settled.key.slot, settled.key.channel)
        let place = factors.firstIndex { ($0.slot, $0.channel) >= (slot, channel) } ?? factors.count
        if place == factors.count || factors[place].slot != slot || factors[place].channel != channel {
            factors.insert(Factor(slot: slot, channel: channel), at: place)
        }
        let miss_percent = Int64(settled.isHit ? 100 - settled.confidence.value : settled.confidence.value)
        let gain_e4 = 2_500 - miss_percent * miss_percent
        let value = factors[place].value_ppm
        let moved = value + value * settings.rate_permille * gain_e4 / 10_000_000
        factors[place].value_ppm = min(max(moved, settings.floor_percent * 10_000), settings.ceiling_percent * 10_000)
        factors[place].samples += 1
    }

    /// The factor that counts in a vote: 1,000,000 until there are enough samples.
    package func factor_ppm(slot: String, channel: Channel) -> Int64 {
        guard let factor = factors.first(where: { $0.slot == slot && $0.channel == channel }),
            factor.samples >= settings.minimumSamples
        else { return 1_000_000 }
        return factor.value_ppm
    }
}
