import TradingDomain
import WebDashboard

/// Facts of an invented run, for tests and for looking at the page.
enum Fixtures {
    static let hostile = "<img src=x onerror=alert(1)>\"'&\u{202E}\u{0}\n</script>\u{2028}"

    static func symbol(_ text: String) throws -> Symbol { try Symbol(text) }

    static func candle(_ symbol: Symbol, _ minute: Int64, close: Int64) throws -> Candle {
        let open = try Price(units: close * 100_000_000)
        return try Candle(
            symbol: symbol,
            timeframe: .threeMinutes,
            openTime: Timestamp(milliseconds: minute * 60_000),
            open: open,
            high: try Price(units: (close + 1) * 100_000_000),
            low: try Price(units: (close - 1) * 100_000_000),
            close: open,
            volume: try Quantity(units: 500_000_000)
        )
    }

    static func order(_ symbol: Symbol, at time: Timestamp) throws -> Order {
        try Order(
            id: OrderID(decision: DecisionID(cycle: time, symbol: symbol), leg: .open),
            side: .buy,
            quantity: try Quantity(parsing: "0.5"),
            protection: Order.Protection(stopLoss: try Price(parsing: "95"), takeProfit: try Price(parsing: "112.5")),
            leverage: 2,
            referencePrice: try Price(parsing: "100"),
            decidedAt: CycleID(time: time, position: 7)
        )
    }

    static func decision(_ symbol: Symbol, _ action: TradingAction, reasoning: String) throws -> TradingDecision {
        let plan: TradePlan? =
            action == .hold
            ? nil
            : try TradePlan(
                action: action,
                entry: try Price(parsing: "100"),
                stopLoss: try Price(parsing: action == .buy ? "95" : "105"),
                takeProfit: try Price(parsing: action == .buy ? "112.5" : "90"),
                positionSize: try Percent(10),
                leverage: 2
            )
        return try TradingDecision(
            symbol: symbol,
            action: action,
            confidence: try Percent(72),
            plan: plan,
            reasoning: reasoning,
            views: .empty,
            riskLevel: .medium,
            riskScore: try Percent(40),
            sources: ["deepseek", "qwen"],
            time: Timestamp(milliseconds: 300_000)
        )
    }

    static func record(
        _ symbol: Symbol,
        _ action: TradingAction,
        reasoning: String = "the trend is up",
        verdict: Verdict.Outcome?
    ) throws -> CycleRecord.SymbolRecord {
        let decided = try decision(symbol, action, reasoning: reasoning)
        return CycleRecord.SymbolRecord(
            symbol: symbol,
            price: try Price(parsing: "100.5"),
            freshness: .fresh,
            answers: [
                ModelAnswer(slot: "deepseek", channel: .direction, symbol: symbol, outcome: .decided(decided)),
                ModelAnswer(slot: "qwen", channel: .direction, symbol: symbol, outcome: .abstained(.timedOut)),
            ],
            ballot: Boxed(
                Ballot(
                    direction: Vote(outcome: .agreed, score: 7_200, voters: 1),
                    entry: Vote(outcome: .noQuorum, score: 0, voters: 0),
                    fusedScore: action == .sell ? -6_150 : 6_150
                )
            ),
            decision: decided
        ).judged(
            verdict.map {
                Verdict(decision: DecisionID(cycle: Timestamp(milliseconds: 300_000), symbol: symbol), outcome: $0)
            }
        )
    }

    static func status(_ role: String, epoch: UInt64, detail: String = "") -> ProcessFacts {
        ProcessFacts(
            role: role,
            instance: "1",
            pid: 4_242,
            epoch: epoch,
            state: "running",
            position: 812,
            eventTime: Timestamp(milliseconds: 300_000),
            detail: detail,
            handled: 9
        )
    }

    static func account(_ holdings: [AccountSnapshot.Holding] = [], position: LogPosition = 10) throws
        -> AccountSnapshot
    {
        AccountSnapshot(
            position: position,
            time: Timestamp(milliseconds: 300_000),
            initialEquity: try Money(parsing: "100000"),
            cash: try Money(parsing: "99990.25"),
            equity: try Money(parsing: "100120.75"),
            holdings: holdings,
            pendingOrders: [],
            record: AccountRecord(equity: try Money(parsing: "100000"), day: .epoch)
        )
    }
}
