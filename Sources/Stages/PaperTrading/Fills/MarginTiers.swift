package import TradingDomain

/// How much margin a position must keep: a rate of its value that rises with its size.
///
/// The maintenance margin of a value `v` in a tier is `v × rate − deduction`, with the deduction that makes it continuous
/// from tier to tier, as Binance's USD-M contracts have it.
package struct MarginTiers: Hashable, Sendable {
    package struct Tier: Hashable, Sendable {
        /// The smallest position value of the tier.
        package let from: Money
        /// Of the position's value.
        package let rate_millionths: Int64
        /// Units of 1e-8 of the currency, rounded down.
        package let deduction: Money
    }

    /// By rising value; the first begins at zero.
    package let tiers: [Tier]

    /// 0.4 % to 50 000, 0.5 % to 250 000, 1 % to 1 million, 2.5 % to 10 million, 5 % to 20 million, 10 % above.
    ///
    /// - Source: Binance, leverage and margin of BTCUSDT perpetual contracts, as published in 2023.
    package static let standard = MarginTiers(
        unchecked: [
            (.zero, 4000), (Money(units: 50_000_00000000), 5000), (Money(units: 250_000_00000000), 10_000),
            (Money(units: 1_000_000_00000000), 25_000), (Money(units: 10_000_000_00000000), 50_000),
            (Money(units: 20_000_000_00000000), 100_000),
        ]
    )

    /// - Parameter steps: smallest value of each tier and its rate in millionths of the value.
    /// - Throws: ``InvalidSettings`` unless the first begins at zero and both rise, the rate from at least 1 to at most
    ///   500 000.
    package init(_ steps: [(from: Money, rate_millionths: Int64)]) throws(InvalidSettings) {
        var problems: [String] = []
        if steps.first?.from != .zero { problems.append("the first margin tier must begin at 0") }
        for step in steps where !(1...500_000).contains(step.rate_millionths) {
            problems.append("margin rate was \(step.rate_millionths) millionths, allowed is 1 to 500000")
        }
        for (left, right) in zip(steps, steps.dropFirst())
        where left.from >= right.from || left.rate_millionths >= right.rate_millionths {
            problems.append("margin tier \(right.from) must be above \(left.from), and so must its rate")
        }
        guard problems.isEmpty else { throw InvalidSettings(what: "broker", problems: problems) }
        self.init(unchecked: steps)
    }

    private init(unchecked steps: [(from: Money, rate_millionths: Int64)]) {
        var tiers: [Tier] = []
        for step in steps {
            var deduction = Int128(0)
            if let last = tiers.last {
                let jump = Int128(step.from.units) * Int128(step.rate_millionths - last.rate_millionths) / 1_000_000
                deduction = Int128(last.deduction.units) + jump
            }
            tiers.append(
                Tier(
                    from: step.from,
                    rate_millionths: step.rate_millionths,
                    deduction: Money(units: Int64(clamping: deduction))
                )
            )
        }
        self.tiers = tiers
    }

    /// The tier of a position's value.
    func tier(of notional: Money) -> Tier { tiers.last { $0.from <= notional } ?? tiers[0] }
}
