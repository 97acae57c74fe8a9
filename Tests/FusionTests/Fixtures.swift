import Fusion
import TradingDomain

/// A market of one or more symbols at 100, and slots `deepseek` and `qwen`.
enum Fixtures {
    static func symbol(_ name: String = "BTCUSDT") throws -> Symbol { try Symbol(name) }

    static func price(_ text: String) throws -> Price { try Price(parsing: text) }

    static func cycle(_ number: Int) -> CycleID {
        CycleID(time: Timestamp(milliseconds: Int64(number) * 300_000), position: LogPosition(number * 10))
    }

    static func settings(
        symbols: [String] = ["BTCUSDT"],
        halves: Bool = true,
        quorum: Int = 1,
        churn: ChurnRules = .standard,
        decisionTTL_ms: Int64 = 0
    ) throws -> FusionSettings {
        try FusionSettings(
            symbols: symbols.map { try Symbol($0) },
            slots: [SlotWeight("qwen"), SlotWeight("deepseek")],
            quorum: quorum,
            loneVoterHalves: halves,
            churn: churn,
            decisionTTL_ms: decisionTTL_ms
        )
    }

    /// Fresh, both ATR14 at 2, the last 4 h candle closed at `trendClose`.
    static func snapshot(
        _ cycle: CycleID,
        symbol name: String = "BTCUSDT",
        price text: String = "100",
        trendClose: Int64 = 0,
        freshness: Freshness = .fresh
    ) throws -> FeatureSnapshot {
        let price = try price(text)
        var snapshot = FeatureSnapshot(
            symbol: try symbol(name),
            cycle: cycle,
            freshness: freshness,
            entryTimeframe: .threeMinutes
        )
        snapshot.price = price
        var trend = TrendFeatures(closeTime: Timestamp(milliseconds: trendClose), close: price)
        trend.atr14 = 2
        var momentum = MomentumFeatures(closeTime: cycle.time, close: price)
        momentum.atr14 = 2
        snapshot.trend = trend
        snapshot.momentum = momentum
        return snapshot
    }

    static func answer(
        _ slot: String,
        _ channel: Channel,
        _ action: TradingAction,
        _ confidence: Int = 80,
        symbol name: String = "BTCUSDT",
        stop: String? = nil,
        target: String? = nil,
        size: Int = 10,
        leverage: Int = 2,
        risk: RiskLevel = .low,
        time: Timestamp = .epoch
    ) throws -> ModelAnswer {
        var plan: TradePlan?
        if action != .hold {
            plan = try TradePlan(
                action: action,
                entry: price("100"),
                stopLoss: price(stop ?? (action == .buy ? "98" : "102")),
                takeProfit: price(target ?? (action == .buy ? "104" : "96")),
                positionSize: Percent(size),
                leverage: leverage
            )
        }
        let decision = try TradingDecision(
            symbol: symbol(name),
            action: action,
            confidence: Percent(confidence),
            plan: plan,
            reasoning: "because",
            views: ChannelViews(ChannelView(channel: channel, action: action, confidence: Percent(confidence))),
            riskLevel: risk,
            riskScore: Percent(20),
            sources: [slot],
            time: time
        )
        return ModelAnswer(slot: slot, channel: channel, symbol: try symbol(name), outcome: .decided(decision))
    }

    static func abstention(_ slot: String, _ channel: Channel, _ cause: AbstentionCause) throws -> ModelAnswer {
        ModelAnswer(slot: slot, channel: channel, symbol: try symbol(), outcome: .abstained(cause))
    }
}

extension FusionStage {
    /// Runs one cycle of one symbol to its record, with the given answers; a request without one gets an abstention.
    mutating func run(
        _ cycle: CycleID,
        _ snapshot: FeatureSnapshot,
        _ answers: [ModelAnswer]
    ) -> (record: CycleRecord?, proposals: [Proposal], asked: [String]) {
        _ = handle(.tickReached(cycle), at: cycle.time)
        let requests = handle(.featuresArrived(cycle, [snapshot]), at: cycle.time)
        var effects = requests
        var asked: [String] = []
        for case .ask(let slot, let request) in requests {
            asked.append("\(slot) \(request.channel.rawValue)")
            let given = answers.filter { $0.slot == slot && $0.channel == request.channel }
            effects += handle(
                .answered(cycle, slot: slot, channel: request.channel, answers: given),
                at: cycle.time
            )
        }
        var record: CycleRecord?
        var proposals: [Proposal] = []
        for effect in effects {
            if case .record(let recorded, _, _) = effect { record = recorded }
            if case .submit(_, let submitted) = effect { proposals = submitted }
        }
        return (record, proposals, asked)
    }
}
