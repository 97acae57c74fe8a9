import TradingDomain

enum ScoringFixtures {
    static func price(_ text: String) throws -> Price { try Price(parsing: text) }

    static func answer(
        _ slot: String,
        _ channel: Channel,
        _ action: TradingAction,
        _ confidence: Int,
        at minute: Int64
    ) throws -> ModelAnswer {
        ModelAnswer(
            slot: slot,
            channel: channel,
            symbol: try Symbol("BTCUSDT"),
            outcome: .decided(try decision(action, confidence, at: minute))
        )
    }

    /// At 100: stop at 98 or 102, target at 104 or 96.
    static func decision(_ action: TradingAction, _ confidence: Int, at minute: Int64) throws -> TradingDecision {
        let plan =
            try action == .hold
            ? nil
            : TradePlan(
                action: action,
                entry: price("100"),
                stopLoss: price(action == .buy ? "98" : "102"),
                takeProfit: price(action == .buy ? "104" : "96"),
                positionSize: Percent(10),
                leverage: 1
            )
        return try TradingDecision(
            symbol: Symbol("BTCUSDT"),
            action: action,
            confidence: Percent(confidence),
            plan: plan,
            reasoning: "",
            views: ChannelViews(direction: nil, entry: nil),
            riskLevel: .low,
            riskScore: .zero,
            sources: [],
            time: time(minute)
        )
    }

    static func time(_ minute: Int64) -> Timestamp { Timestamp(milliseconds: minute * 60_000) }

    /// One symbol at one minute.
    static func record(
        _ minute: Int64,
        price text: String?,
        _ answers: [ModelAnswer] = [],
        fused: TradingAction = .hold,
        confidence: Int = 60,
        regime: TrendFeatures.Direction? = .up,
        freshness: Freshness = .fresh
    ) throws -> CycleRecord {
        let vote = Vote(outcome: .agreed, score: 0, voters: 2)
        return CycleRecord(
            cycle: CycleID(time: time(minute), position: LogPosition(minute + 1)),
            symbols: [
                CycleRecord.SymbolRecord(
                    symbol: try Symbol("BTCUSDT"),
                    price: try text.map { try price($0) },
                    freshness: freshness,
                    answers: answers,
                    ballot: Boxed(
                        Ballot(
                            direction: vote,
                            entry: vote,
                            fusedScore: 0
                        )
                    ),
                    decision: try decision(fused, confidence, at: minute),
                    regime: regime
                )
            ]
        )
    }
}
