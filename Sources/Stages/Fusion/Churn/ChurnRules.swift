/// What keeps the fusion from trading to and fro: a minimum hold, a cool-down, and a test of the expected move against
/// the cost of a round trip. Zero switches a rule off.
package struct ChurnRules: Hashable, Sendable {
    /// Event time for which an entry is not closed by an opposite signal; its stop and target stand all the same.
    package let minimumHold_ms: Int64
    /// Event time after a symbol's last approved order, entry or exit, in which nothing is opened in it.
    package let coolDown_ms: Int64
    /// How many tenths of the round trip the expected move must reach: 20 is twice the cost.
    package let minimumMoveToCost_tenths: Int64
    /// Fees, spread and slippage of an entry and an exit, in hundredths of a basis point of the notional.
    package let roundTripCost_hundredthsBasisPoint: Int64

    /// The longest hold or cool-down: a week.
    package static let longest_ms: Int64 = 604_800_000

    /// Half an hour each, twice the cost, and the paper broker's standard costs: 2 × (5 fee + 1 half spread + 2 slippage)
    /// = 16 basis points.
    package static let standard = ChurnRules(
        minimumHold_ms: 1_800_000,
        coolDown_ms: 1_800_000,
        minimumMoveToCost_tenths: 20,
        roundTripCost_hundredthsBasisPoint: 1_600
    )

    /// No rule at all.
    package static let none = ChurnRules(
        minimumHold_ms: 0,
        coolDown_ms: 0,
        minimumMoveToCost_tenths: 0,
        roundTripCost_hundredthsBasisPoint: 0
    )

    /// - Parameters:
    ///   - minimumHold_ms: 0 to ``longest_ms``.
    ///   - coolDown_ms: 0 to ``longest_ms``.
    ///   - minimumMoveToCost_tenths: 0 to 1000.
    ///   - roundTripCost_hundredthsBasisPoint: 0 to 1,000,000, which is all of the notional.
    package init(
        minimumHold_ms: Int64,
        coolDown_ms: Int64,
        minimumMoveToCost_tenths: Int64,
        roundTripCost_hundredthsBasisPoint: Int64
    ) {
        self.minimumHold_ms = minimumHold_ms
        self.coolDown_ms = coolDown_ms
        self.minimumMoveToCost_tenths = minimumMoveToCost_tenths
        self.roundTripCost_hundredthsBasisPoint = roundTripCost_hundredthsBasisPoint
    }

    /// What is out of range; ``FusionSettings`` refuses it.
    var problems: [String] {
        let rows: [(String, Int64, Int64)] = [
            ("minimumHold_ms", minimumHold_ms, Self.longest_ms), ("coolDown_ms", coolDown_ms, Self.longest_ms),
            ("minimumMoveToCost_tenths", minimumMoveToCost_tenths, 1000),
            ("roundTripCost_hundredthsBasisPoint", roundTripCost_hundredthsBasisPoint, 1_000_000),
        ]
        return rows.compactMap { name, value, highest in
            (0...highest).contains(value) ? nil : "\(name) was \(value), allowed is 0 to \(highest)"
        }
    }

    /// How much event time of the decision record these rules look back on.
    package var memory_ms: Int64 { max(minimumHold_ms, coolDown_ms) }
}
