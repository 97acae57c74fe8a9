/// Everything that one decision cycle saw and did; the fusion node keeps it and publishes it.
public struct CycleRecord: Hashable, Sendable {
    public let cycle: CycleID
    /// Sorted by symbol.
    public let symbols: [SymbolRecord]

    public init(cycle: CycleID, symbols: [SymbolRecord]) {
        self.cycle = cycle
        self.symbols = symbols
    }

    /// One symbol's part of a cycle.
    public struct SymbolRecord: Hashable, Sendable {
        public let symbol: Symbol
        /// The last closed price as of the cycle; `nil` before the first candle.
        public let price: Price?
        public let freshness: Freshness
        /// Every answer that was weighed and every abstention, sorted by channel, then slot.
        public let answers: [ModelAnswer]
        /// Shared with the records before, as long as the answers come to the same.
        @usableFromInline let ballot: Boxed<Ballot>
        public let decision: TradingDecision
        /// What the fusion made of it, as a code; `nil` in a record of before there were codes.
        public let outcome: FusionOutcome?
        /// Direction of the 4 h trend as of the cycle, by which models are scored; `nil` when it is not known.
        public let regime: TrendFeatures.Direction?
        /// Most records have none, so it lies in an allocation of its own.
        @usableFromInline var boxedVerdict: Boxed<Verdict>?

        /// The gate's word; `nil` for a HOLD, which is not sent to the gate.
        public var verdict: Verdict? {
            get { boxedVerdict?.value }
            set { boxedVerdict = newValue.map { Boxed($0) } }
        }

        public var directionVote: Vote { ballot.value.direction }
        public var entryVote: Vote { ballot.value.entry }
        /// 0.7 × direction + 0.3 × entry in hundredths of a point, −10 000 ... 10 000; 0 when they oppose.
        public var fusedScore: Int { ballot.value.fusedScore }

        /// The same with the gate's word.
        public func judged(_ verdict: Verdict?) -> SymbolRecord {
            var record = self
            record.verdict = verdict
            return record
        }
    }
}

extension CycleRecord.SymbolRecord {
    /// Not judged yet.
    ///
    /// It delegates to the memberwise initialiser: where an initialiser sets so many fields one by one, Swift 6.3 copies the
    /// whole value at its end, with every reference in it.
    public init(
        symbol: Symbol,
        price: Price?,
        freshness: Freshness,
        answers: [ModelAnswer],
        ballot: Boxed<Ballot>,
        decision: TradingDecision,
        outcome: FusionOutcome? = nil,
        regime: TrendFeatures.Direction? = nil
    ) {
        self.init(
            symbol: symbol,
            price: price,
            freshness: freshness,
            answers: answers,
            ballot: ballot,
            decision: decision,
            outcome: outcome,
            regime: regime,
            boxedVerdict: nil
        )
    }
}
