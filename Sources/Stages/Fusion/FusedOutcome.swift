import TradingDomain

/// What becomes of one symbol's two votes: the action, the plan and the reason.
struct FusedOutcome {
    private(set) var action: TradingAction
    private(set) var plan: TradePlan?
    private(set) var riskLevel = RiskLevel.low
    private(set) var riskScore = Percent.zero
    var reasoning: String
    let direction: Vote
    let entry: Vote
    /// Hundredths of a point.
    let score: Int
    /// Several slots are configured, fewer than two spoke on a channel, and the settings halve the size then.
    let isSizeHalved: Bool

    init(direction: Vote, entry: Vote, score: Int, settings: FusionSettings) {
        self.direction = direction
        self.entry = entry
        self.score = score
        action = settings.action(ofScore: score)
        let isLoneVoter = settings.slots.count > 1 && (direction.voters < 2 || entry.voters < 2)
        isSizeHalved = isLoneVoter && settings.loneVoterHalves
        reasoning = action == .hold ? FusedOutcome.holdReasoning(direction: direction, entry: entry) : ""
    }

    /// Takes the plan of the agreeing answers; without a valid one the outcome becomes HOLD.
    mutating func add(_ merger: TradeMerger) {
        guard let plan = merger.plan(isHalved: isSizeHalved) else {
            reasoning =
                "\(action.rawValue) \(FusedOutcome.points(score)), but no \(merger.stop == nil ? "stop" : "target")"
            reasoning += " of the models is on the right side of the price \(merger.price): HOLD."
            action = .hold
            return
        }
        self.plan = plan
        riskLevel = merger.riskLevel
        riskScore = merger.riskScore
        reasoning = tradeReasoning()
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

extension Percent {
    /// The size of a score in hundredths of a point, to the nearest whole point, halves up.
    static func nearest(toScore score: Int) -> Percent {
        (try? Percent((Int(score.magnitude) + 50) / 100)) ?? .zero
    }
}
