import TradingDomain

/// What becomes of one symbol's two votes: the action, the plan, and the reason as a code and in words and numbers.
struct FusedOutcome {
    private(set) var action: TradingAction
    private(set) var plan: TradePlan?
    private(set) var riskLevel = RiskLevel.low
    private(set) var riskScore = Percent.zero
    private(set) var code: FusionOutcome
    private(set) var reasoning = ""
    let ballot: Boxed<Ballot>
    /// Several slots are configured, fewer than two spoke on a channel, and the settings halve the size then.
    let isSizeHalved: Bool

    var direction: Vote { ballot.value.direction }
    var entry: Vote { ballot.value.entry }
    /// Hundredths of a point.
    var score: Int { ballot.value.fusedScore }

    init(_ ballot: Boxed<Ballot>, settings: FusionSettings) {
        self.ballot = ballot
        let (direction, entry, score) = (ballot.value.direction, ballot.value.entry, ballot.value.fusedScore)
        action = settings.action(ofScore: score)
        let isLoneVoter = settings.slots.count > 1 && (direction.voters < 2 || entry.voters < 2)
        isSizeHalved = isLoneVoter && settings.loneVoterHalves
        code = action == .hold ? FusedOutcome.holdCode(direction: direction, entry: entry) : .trade
        if action == .hold { reasoning = holdReasoning(settings) }
    }

    /// Of a symbol that was not asked about: HOLD with the cause.
    init(unasked market: SymbolMarket?) {
        let vote = Vote(outcome: .noQuorum, score: 0, voters: 0)
        ballot = Boxed(Ballot(direction: vote, entry: vote, fusedScore: 0))
        action = .hold
        isSizeHalved = false
        (code, reasoning) = FusedOutcome.unasked(market)
    }

    /// Takes the plan of the agreeing answers; without a valid one the outcome becomes HOLD.
    mutating func add(_ merger: TradeMerger) {
        guard let plan = merger.plan(isHalved: isSizeHalved) else {
            let missing = merger.stop == nil ? "stop" : "target"
            hold(
                .noPlan,
                "\(action.rawValue) \(FusedOutcome.points(Int(score.magnitude))), but no \(missing) of the models is on "
                    + "the right side of the price \(merger.price): HOLD."
            )
            return
        }
        self.plan = plan
        riskLevel = merger.riskLevel
        riskScore = merger.riskScore
        reasoning = tradeReasoning()
    }

    /// Becomes HOLD: nothing was asked anew.
    mutating func repeatNothing() {
        let points = FusedOutcome.points(Int(score.magnitude))
        hold(.repeated, "\(action.rawValue) \(points) by the answers to the same question as before: HOLD.")
    }

    /// Obeys a rule against churn: HOLD, or exit only.
    mutating func obey(_ finding: ChurnFinding, _ rules: ChurnRules) {
        let text = reasoning(of: finding, rules)
        if case .tooYoung = finding {
            hold(.minimumHold, text)
        } else {
            code = finding.outcome
            reasoning = text
        }
    }

    private mutating func hold(_ code: FusionOutcome, _ reasoning: String) {
        action = .hold
        plan = nil
        riskLevel = .low
        riskScore = .zero
        self.code = code
        self.reasoning = reasoning
    }

    /// One view per channel on which a quorum spoke.
    ///
    /// - Throws: never; the channels are those of the votes.
    func views() throws(ValueError) -> ChannelViews {
        try ChannelViews(direction: direction.view(on: .direction), entry: entry.view(on: .entry))
    }
}

extension Vote {
    fileprivate func view(on channel: Channel) -> ChannelView? {
        guard outcome != .noQuorum else { return nil }
        return ChannelView(channel: channel, action: action, confidence: .nearest(toScore: score))
    }
}

extension FusionOutcome {
    /// Proposed, but not to open.
    var isExitOnly: Bool { self == .coolDown || self == .cost }
}

extension Percent {
    /// The size of a score in hundredths of a point, to the nearest whole point, halves up.
    static func nearest(toScore score: Int) -> Percent {
        (try? Percent((Int(score.magnitude) + 50) / 100)) ?? .zero
    }
}
