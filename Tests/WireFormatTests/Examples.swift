import TradingDomain
import WireFormat

/// Fixed words of the domain, for golden bytes and refusals.
enum Examples {
    static let cycle = CycleID(time: Timestamp(milliseconds: 1_700_000_100_000), position: 77)

    static func symbol() throws -> Symbol { try Symbol("BTCUSDT") }

    static func candleEvent() throws -> MarketEvent {
        let candle = try Candle(
            symbol: try symbol(),
            timeframe: .threeMinutes,
            openTime: Timestamp(milliseconds: 1_699_999_920_000),
            open: try Price(parsing: "35000"),
            high: try Price(parsing: "35100.5"),
            low: try Price(parsing: "34900"),
            close: try Price(parsing: "35050.25"),
            volume: try Quantity(parsing: "12.5")
        )
        return MarketEvent(position: 76, time: candle.closeTime, kind: .candleClosed(candle))
    }

    static func gapEvent() throws -> MarketEvent {
        MarketEvent(
            position: 78,
            time: cycle.time,
            kind: .gapFound(try symbol(), .oneMinute, from: .epoch, to: cycle.time)
        )
    }

    static func decision() throws -> TradingDecision {
        try TradingDecision(
            symbol: try symbol(),
            action: .buy,
            confidence: try Percent(72),
            plan: try TradePlan(
                action: .buy,
                entry: try Price(parsing: "35050.25"),
                stopLoss: try Price(parsing: "34500"),
                takeProfit: try Price(parsing: "36500"),
                positionSize: try Percent(8),
                leverage: 2
            ),
            reasoning: "the 4 h trend is up",
            views: ChannelViews(ChannelView(channel: .direction, action: .buy, confidence: try Percent(80))),
            riskLevel: .medium,
            riskScore: try Percent(40),
            sources: ["deepseek", "qwen"],
            time: cycle.time
        )
    }

    static func request() throws -> ModelRequest {
        ModelRequest(
            cycle: cycle,
            channel: .entry,
            snapshots: [try snapshot()],
            account: try AccountView(try BookExamples().account()),
            disputed: [try symbol()]
        )
    }

    static func answer() throws -> ModelAnswer {
        ModelAnswer(slot: "qwen", channel: .direction, symbol: try symbol(), outcome: .decided(try decision()))
    }

    static func snapshot() throws -> FeatureSnapshot {
        var samples = Samples(seed: 3)
        return try samples.snapshot(of: try symbol(), at: cycle, isFull: true)
    }

    static func source() -> Tandem_V1_MarketSource {
        var source = Tandem_V1_MarketSource()
        source.label = "synthetic market, seed 7"
        source.symbols = ["BTCUSDT"]
        source.entryTimeframe = "3m"
        source.isSynthetic = true
        source.firstTimeMs = 0
        source.lastTimeMs = 1_700_000_100_000
        source.released = 77
        source.lastPosition = 90
        source.gaps = 1
        return source
    }

    static func status() -> Tandem_V1_Status {
        var status = Tandem_V1_Status()
        status.role = "risk-gate"
        status.instance = "1"
        status.pid = 4711
        status.epoch = 3
        status.cursor = 77
        status.eventTimeMs = 1_700_000_100_000
        status.state = "running"
        status.detail = "active"
        status.handled = 12
        return status
    }
}
