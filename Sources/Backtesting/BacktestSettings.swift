package import Fusion
package import ModelAgent
package import PaperTrading
package import Risk
package import TradingDomain

/// The checked settings of every stage of a backtest.
package struct BacktestSettings: Sendable {
    package private(set) var fusion: FusionSettings
    package let limits: RiskLimits
    package let broker: BrokerSettings
    package let initialEquity: Money
    /// Who answers for each slot of ``fusion``, in their order.
    package private(set) var traders: [SimulatedTrader]
    /// Slots whose answers come from an earlier run instead.
    package var recorded: [RecordedModel] = []
    /// Slots whose calls are made in full and priced.
    package var costed: [CostedModel] = []
    /// As the agents' setting `cost.skip_quiet`.
    package var skipsQuiet = true
    /// Slots whose real models are asked.
    package var asked: [AskedModel] = []
    /// Every slot says what a record of the cycle has it say.
    var isTold = false
    /// As the agents' setting `models.masked`.
    package var isMasked = false

    /// - Parameters:
    ///   - fusion: its slots need an engine each.
    ///   - limits: of the gate.
    ///   - broker: its instruments are the gate's too.
    ///   - initialEquity: the account's deposit; above zero.
    ///   - engine: gives a slot's engine: `rules`, or `simulated`, or `http`, which is the local simulator's own trader
    ///     in a backtest.
    /// - Throws: ``InvalidSettings`` for a slot that no simulated trader stands for.
    package init(
        fusion: FusionSettings,
        limits: RiskLimits,
        broker: BrokerSettings,
        initialEquity: Money,
        engine: (_ slot: String) -> String
    ) throws(InvalidSettings) {
        var traders: [SimulatedTrader] = []
        var problems: [String] = []
        for slot in fusion.slots {
            let persona = engine(slot.slot) == "rules" ? "rules" : slot.slot
            if let trader = SimulatedTrader.named(persona) {
                traders.append(trader)
            } else {
                problems.append("slot '\(slot.slot)' has no simulated trader; allowed are deepseek, qwen, rules")
            }
        }
        guard problems.isEmpty else { throw InvalidSettings(what: "backtest", problems: problems) }
        self.fusion = fusion
        self.limits = limits
        self.broker = broker
        self.initialEquity = initialEquity
        self.traders = traders
    }

    /// Who votes, sorted by name.
    package var slotNames: [String] { fusion.slots.map(\.slot) }

    /// The same in all but who votes.
    init(_ other: BacktestSettings, fusion: FusionSettings, traders: [SimulatedTrader]) {
        self = other
        self.fusion = fusion
        self.traders = traders
    }
}
