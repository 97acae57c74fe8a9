package import ModelScoring
package import TradingDomain

/// How votes become a decision. The checked initialiser reports every problem at once.
package struct FusionSettings: Hashable, Sendable {
    /// The symbols of every cycle, sorted.
    package let symbols: [Symbol]
    /// Who votes, sorted by name.
    package let slots: [SlotWeight]
    /// A vote with fewer voters has no outcome; 1 ... number of slots.
    package let quorum: Int
    /// Share of the 4 h view in the fused score; with ``entryWeight_percent`` it makes 100.
    package let directionWeight_percent: Int
    /// Share of the 3 m view in the fused score.
    package let entryWeight_percent: Int
    /// Points (0 ... 100) that the fused score must reach; above ``entryWeight_percent``, so that the 3 m view alone
    /// can never open a position.
    package let entryThreshold_points: Int
    /// A held direction answer expires when the price has moved by more than this many tenths of ATR14 (4 h); 0 asks
    /// every time.
    package let reaskAfterATRTenths: Int
    /// Whether the size is halved when several slots are configured and fewer than two spoke on a channel.
    package let loneVoterHalves: Bool
    /// What keeps it from trading to and fro.
    package let churn: ChurnRules
    /// How old an entry answer may be and still answer the same question again; 0 asks every time.
    package let decisionTTL_ms: Int64
    /// Adaptive weights and calibration; both off by default.
    package let learning: ModelLearner.Settings
    /// A model that reads prompts is among the slots: requests carry the account. Off, nobody is asked for it.
    package var informsModels = false
    /// The names of ``slots``, in their order.
    let slotNames: [String]

    /// - Parameters:
    ///   - symbols: in any order, no two alike, at least one.
    ///   - slots: in any order, no two alike, 1 to 16.
    ///   - quorum: voters needed, 1 to the number of slots.
    ///   - directionWeight_percent: 1 to 100, with the entry weight 100 in sum.
    ///   - entryWeight_percent: 0 to 99.
    ///   - entryThreshold_points: above the entry weight, at most 100.
    ///   - reaskAfterATRTenths: 0 to 1000.
    ///   - loneVoterHalves: whether a lone voter halves the size.
    ///   - churn: within its ranges.
    ///   - decisionTTL_ms: 0 to a day.
    ///   - learning: within its ranges.
    /// - Throws: ``TradingDomain/InvalidSettings`` with all problems.
    package init(
        symbols: [Symbol],
        slots: [SlotWeight],
        quorum: Int = 1,
        directionWeight_percent: Int = 70,
        entryWeight_percent: Int = 30,
        entryThreshold_points: Int = 50,
        reaskAfterATRTenths: Int = 10,
        loneVoterHalves: Bool = true,
        churn: ChurnRules = .standard,
        decisionTTL_ms: Int64 = 0,
        learning: ModelLearner.Settings = .init()
    ) throws(InvalidSettings) {
        self.symbols = symbols.sorted()
        self.slots = slots.sorted { $0.slot < $1.slot }
        self.quorum = quorum
        self.directionWeight_percent = directionWeight_percent
        self.entryWeight_percent = entryWeight_percent
        self.entryThreshold_points = entryThreshold_points
        self.reaskAfterATRTenths = reaskAfterATRTenths
        self.loneVoterHalves = loneVoterHalves
        self.churn = churn
        self.decisionTTL_ms = decisionTTL_ms
        self.learning = learning
        slotNames = self.slots.map(\.slot)
        let problems = namesProblems() + numbersProblems() + churn.problems + learning.problems
        guard problems.isEmpty else { throw InvalidSettings(what: "fusion", problems: problems) }
    }

    private func namesProblems() -> [String] {
        var problems: [String] = []
        if symbols.isEmpty { problems.append("symbols is empty: name at least one") }
        for (symbol, next) in zip(symbols, symbols.dropFirst()) where symbol == next {
            problems.append("symbol \(symbol) is named twice")
        }
        if !(1...16).contains(slots.count) { problems.append("slots: \(slots.count) were given, allowed are 1 to 16") }
        for (slot, next) in zip(slotNames, slotNames.dropFirst()) where slot == next {
            problems.append("slot '\(slot)' is named twice")
        }
        for slot in slots {
            if !(1...40).contains(slot.slot.utf8.count) {
                problems.append("slot '\(slot.slot)' has no name of 1 to 40 bytes")
            }
            if !(1...1000).contains(slot.weight) {
                problems.append("weight of slot '\(slot.slot)' was \(slot.weight), allowed is 1 to 1000")
            }
        }
        return problems
    }

    private func numbersProblems() -> [String] {
        var problems: [String] = []
        func require(_ isMet: Bool, _ name: String, _ was: Int, _ allowed: String) {
            if !isMet { problems.append("\(name) was \(was), allowed is \(allowed)") }
        }
        require((1...max(1, slots.count)).contains(quorum), "quorum", quorum, "1 to the number of slots")
        require(
            (1...100).contains(directionWeight_percent),
            "directionWeight_percent",
            directionWeight_percent,
            "1-100"
        )
        require((0...99).contains(entryWeight_percent), "entryWeight_percent", entryWeight_percent, "0 to 99")
        require(
            directionWeight_percent + entryWeight_percent == 100,
            "directionWeight_percent + entryWeight_percent",
            directionWeight_percent + entryWeight_percent,
            "100"
        )
        require(
            entryThreshold_points > entryWeight_percent && entryThreshold_points <= 100,
            "entryThreshold_points",
            entryThreshold_points,
            "above entryWeight_percent (\(entryWeight_percent)), so that entry alone opens nothing, and at most 100"
        )
        require((0...1000).contains(reaskAfterATRTenths), "reaskAfterATRTenths", reaskAfterATRTenths, "0 to 1000")
        require(
            (0...86_400_000).contains(decisionTTL_ms),
            "decisionTTL_ms",
            Int(decisionTTL_ms),
            "0 to 86400000"
        )
        return problems
    }
}
