import Fusion
import TradingDomain

/// Symbols and the answers of two slots on two timeframes about each.
struct Panel {
    let symbols: [Symbol]
    let snapshots: [FeatureSnapshot]
    private var answers: [String: [ModelAnswer]] = [:]

    static let slots = ["deepseek", "qwen"]

    init(count: Int, action: TradingAction) throws {
        symbols = try (0..<count).map { try Symbol("S\(1000 + $0)USDT") }.sorted()
        let price = try Price(parsing: "100")
        snapshots = symbols.map { symbol in
            var snapshot = FeatureSnapshot(
                symbol: symbol,
                cycle: CycleID(time: .epoch, position: 0),
                freshness: .fresh,
                entryTimeframe: .threeMinutes
            )
            snapshot.price = price
            var trend = TrendFeatures(closeTime: .epoch, close: price)
            trend.atr14 = 2
            var momentum = MomentumFeatures(closeTime: .epoch, close: price)
            momentum.atr14 = 2
            snapshot.trend = trend
            snapshot.momentum = momentum
            return snapshot
        }
        for slot in Self.slots {
            for channel in Channel.allCases {
                answers[slot + channel.rawValue] = try symbols.map { symbol in
                    let decision = try Self.decision(action, on: symbol, by: slot)
                    return ModelAnswer(slot: slot, channel: channel, symbol: symbol, outcome: .decided(decision))
                }
            }
        }
    }

    func reply(of slot: String, on channel: Channel) -> [ModelAnswer] { answers[slot + channel.rawValue] ?? [] }

    /// The snapshots of a cycle.
    func snapshots(at cycle: CycleID) -> [FeatureSnapshot] {
        snapshots.map { snapshot in
            var snapshot = snapshot
            snapshot.cycle = cycle
            return snapshot
        }
    }

    private static func decision(_ action: TradingAction, on symbol: Symbol, by slot: String) throws -> TradingDecision
    {
        let plan =
            try action == .hold
            ? nil
            : TradePlan(
                action: action,
                entry: Price(parsing: "100"),
                stopLoss: Price(parsing: "98"),
                takeProfit: Price(parsing: "104"),
                positionSize: Percent(10),
                leverage: 2
            )
        return try TradingDecision(
            symbol: symbol,
            action: action,
            confidence: Percent(80),
            plan: plan,
            reasoning: "A reason that is long enough to be on the heap.",
            views: ChannelViews(direction: nil, entry: nil),
            riskLevel: .low,
            riskScore: Percent(10),
            sources: [slot],
            time: .epoch
        )
    }
}
