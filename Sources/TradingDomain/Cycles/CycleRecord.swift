/// Everything that one decision cycle saw and did; the fusion node keeps it and publishes it.
package struct CycleRecord: Hashable, Sendable {
    package let cycle: CycleID
    /// Sorted by symbol.
    package let symbols: [SymbolRecord]

    package init(cycle: CycleID, symbols: [SymbolRecord]) {
        self.cycle = cycle
        self.symbols = symbols
    }

    /// One symbol's part of a cycle.
    package struct SymbolRecord: Hashable, Sendable {
        package let symbol: Symbol
        /// The last closed price as of the cycle; `nil` before the first candle.
        package let price: Price?
        package let freshness: Freshness
        /// Every answer that was weighed and every abstention, sorted by channel, then slot.
        package let answers: [ModelAnswer]
        package let directionVote: Vote
        package let entryVote: Vote
        /// 0.7 × direction + 0.3 × entry in hundredths of a point, −10 000 ... 10 000; 0 when they oppose.
        package let fusedScore: Int
        package let decision: TradingDecision
        /// What the fusion made of it, as a code; `nil` in a record of before there were codes.
        package let outcome: FusionOutcome?
        /// Direction of the 4 h trend as of the cycle, by which models are scored; `nil` when it is not known.
        package let regime: TrendFeatures.Direction?
        /// The gate's word; `nil` for a HOLD, which is not sent to the gate.
        package var verdict: Verdict?

        package init(
            symbol: Symbol,
            price: Price?,
            freshness: Freshness,
            answers: [ModelAnswer],
            directionVote: Vote,
            entryVote: Vote,
            fusedScore: Int,
            decision: TradingDecision,
            outcome: FusionOutcome? = nil,
            regime: TrendFeatures.Direction? = nil,
            verdict: Verdict?
        ) {
            self.symbol = symbol
            self.price = price
            self.freshness = freshness
            self.answers = answers
            self.directionVote = directionVote
            self.entryVote = entryVote
            self.fusedScore = fusedScore
            self.decision = decision
            self.outcome = outcome
            self.regime = regime
            self.verdict = verdict
        }
    }
}
