import TradingDomain

extension Samples {
    mutating func decision(
        of symbol: Symbol? = nil,
        at time: Timestamp? = nil,
        _ action: TradingAction? = nil
    ) throws -> TradingDecision {
        let action = action ?? pick(TradingAction.allCases)
        return try TradingDecision(
            symbol: try symbol ?? self.symbol(),
            action: action,
            confidence: try percent(),
            plan: action == .hold ? nil : try plan(action),
            reasoning: text(),
            views: try views(),
            riskLevel: pick(RiskLevel.allCases),
            riskScore: try percent(),
            sources: list { $0.text() },
            time: time ?? self.time()
        )
    }

    private mutating func views() throws -> ChannelViews {
        try ChannelViews(
            try Channel.allCases.filter { _ in integer(0...2) > 0 }.map { channel in
                ChannelView(channel: channel, action: pick(TradingAction.allCases), confidence: try percent())
            }
        )
    }

    private mutating func plan(_ action: TradingAction) throws -> TradePlan {
        let entry = Int64(integer(1_000...1_000_000_000_000))
        let (near, far) = (Int64(integer(1...999)), Int64(integer(1...999)))
        return try TradePlan(
            action: action,
            entry: try Price(units: entry),
            stopLoss: try Price(units: entry - (action == .buy ? near : -near)),
            takeProfit: try Price(units: entry + (action == .buy ? far : -far)),
            positionSize: try percent(),
            leverage: integer(1...125)
        )
    }

    mutating func answer(_ channel: Channel? = nil, isDecided: Bool? = nil) throws -> ModelAnswer {
        let symbol = try symbol()
        let outcome: ModelAnswer.Outcome =
            isDecided ?? flag()
            ? .decided(try decision(of: symbol)) : .abstained(pick(AbstentionCause.allCases))
        return ModelAnswer(slot: text(), channel: channel ?? pick(Channel.allCases), symbol: symbol, outcome: outcome)
    }

    mutating func heldAnswer() throws -> HeldAnswer {
        try HeldAnswer(
            answer: try answer(isDecided: true),
            candleCloseTime: time(),
            price: try price()
        )
    }

    mutating func accountView() throws -> AccountView {
        let symbols = Set(try list { try $0.symbol() }).sorted()
        return try AccountView(
            used_percent: integer(0...AccountView.largest_percent),
            positions: symbols.map { symbol in
                try AccountView.Position(
                    symbol: symbol,
                    side: flag() ? .buy : .sell,
                    size_percent: integer(1...AccountView.largest_percent),
                    averagePrice: try price(),
                    protection: Order.Protection(stopLoss: try price(), takeProfit: try price())
                )
            }
        )
    }

    mutating func vote() -> Vote {
        Vote(outcome: pick(Vote.Outcome.allCases), score: integer(-10_000...10_000), voters: integer(0...16))
    }

    mutating func verdict(of decision: DecisionID? = nil) throws -> Verdict {
        let decision = try decision ?? decisionID()
        let outcome: Verdict.Outcome =
            switch integer(0...2) {
            case 0: .approved(try order(of: OrderID(decision: decision, leg: pick(OrderID.Leg.allCases))))
            case 1: .refused(Refusal(pick(Refusal.Code.allCases), text()))
            default: .satisfied
            }
        return Verdict(decision: decision, outcome: outcome)
    }

    mutating func cycleRecord() throws -> CycleRecord {
        let cycle = cycle()
        return CycleRecord(cycle: cycle, symbols: try list { try $0.symbolRecord(at: cycle) })
    }

    private mutating func symbolRecord(at cycle: CycleID) throws -> CycleRecord.SymbolRecord {
        let symbol = try symbol()
        return CycleRecord.SymbolRecord(
            symbol: symbol,
            price: try optional { try $0.price() },
            freshness: freshness(),
            answers: try list { try $0.answer() },
            ballot: Boxed(
                Ballot(
                    direction: vote(),
                    entry: vote(),
                    fusedScore: integer(-10_000...10_000)
                )
            ),
            decision: try decision(of: symbol, at: cycle.time),
            outcome: optional { $0.pick(FusionOutcome.allCases) },
            regime: optional { $0.pick(TrendFeatures.Direction.allCases) }
        ).judged(try optional { try $0.verdict(of: DecisionID(cycle: cycle.time, symbol: symbol)) })
    }

    mutating func proposal() throws -> Proposal {
        let cycle = cycle()
        let symbol = try symbol()
        return try Proposal(
            cycle: cycle,
            decision: try decision(of: symbol, at: cycle.time, flag() ? .buy : .sell),
            snapshot: try snapshot(of: symbol, at: cycle),
            calibratedWinFraction_ppm: optional { $0.integer(0...1_000_000) },
            isExitOnly: flag()
        )
    }
}
