import ModelAgent
import TestSupport
import Testing
import TradingDomain

@Suite struct SimulatedTraderTests {
    @Test(arguments: SimulatedTrader.Persona.allCases, Channel.allCases)
    func theTextSaysWhatTheTraderDecided(persona: SimulatedTrader.Persona, channel: Channel) throws {
        let trader = SimulatedTrader(persona)
        for seed in 1...200 {
            let request = try RandomSnapshot.request(channel, symbols: seed % 4 + 1, seed: UInt64(seed))
            let numbers = request.snapshots.map { PromptNumbers($0, channel: channel) }
            let prompt = PromptText.render(channel, numbers, cycle: request.cycle, template: .english)
            let direct = trader.answers(to: request, slot: "qwen")
            let text = try trader.arguments(forPrompt: prompt.user)
            let reading = ReplyReader().read(text, request: request, slot: "qwen")
            try #require(reading.answers == direct, "seed \(seed): \(reading.refusals)")
            try #require(reading.refusals.isEmpty)
        }
    }

    @Test(arguments: SimulatedTrader.Persona.allCases, Channel.allCases)
    func stopsAreSoundAndListsAreNotRead(persona: SimulatedTrader.Persona, channel: Channel) throws {
        let trader = SimulatedTrader(persona)
        var actions: [TradingAction: Int] = [:]
        for seed in 1...1500 {
            let snapshot = try #require(RandomSnapshot.request(channel, symbols: 1, seed: UInt64(seed)).snapshots.first)
            let numbers = PromptNumbers(snapshot, channel: channel)
            let decision = trader.decide(channel, numbers)
            try #require(decision == trader.decide(channel, PromptNumbers(snapshot, channel: channel, hasLists: false)))
            actions[decision.action, default: 0] += 1
            #expect(decision.reason.text.hasPrefix("[simulated] "))
            guard let plan = decision.plan else { continue }
            let risk = Double((plan.entry - plan.stopLoss).magnitude) / Double(plan.entry)
            // A price of 1500 units is on a grid of 0.07 %.
            try #require((0.005...0.0304).contains(risk), "seed \(seed): \(risk)")
            let reward = (plan.takeProfit - plan.entry).magnitude
            try #require(reward * 10 >= (plan.entry - plan.stopLoss).magnitude * 15, "seed \(seed)")
        }
        for action in TradingAction.allCases { #expect(actions[action, default: 0] >= 5, "\(action) of \(actions)") }
    }

    @Test(arguments: Channel.allCases)
    func theTwoModelsDifferAtTimes(channel: Channel) throws {
        var (same, different) = (0, 0)
        for seed in 1...1000 {
            let snapshot = try #require(RandomSnapshot.request(channel, symbols: 1, seed: UInt64(seed)).snapshots.first)
            let numbers = PromptNumbers(snapshot, channel: channel)
            let (one, other) = (
                SimulatedTrader(.deepseek).decide(channel, numbers), SimulatedTrader(.qwen).decide(channel, numbers)
            )
            if one.action == other.action { same += 1 } else { different += 1 }
        }
        #expect(different > 50)
        #expect(same > different)
    }

    @Test(arguments: TraderRow.rows)
    func theRulesAreTheOnesThatAreDocumented(row: TraderRow) throws {
        var numbers = try TraderRow.numbers()
        row.change(&numbers)
        let trader = try #require(SimulatedTrader.named(row.persona))
        let decision = trader.decide(row.channel, numbers)
        #expect(decision.reason == row.reason)
        #expect(decision.confidence == row.confidence)
    }

    @Test func anUnknownNameHasNoTrader() {
        #expect(SimulatedTrader.named("gpt") == nil)
    }
}

/// A change to a plain 4 h rise with a fast break upwards, and what a persona makes of it.
struct TraderRow: Sendable, CustomTestStringConvertible {
    let persona: String
    let channel: Channel
    let reason: SimulatedReason
    let confidence: Int
    let change: @Sendable (inout PromptNumbers) -> Void

    var testDescription: String { "\(persona) \(channel.rawValue) \(reason)" }

    init(
        _ persona: String,
        _ channel: Channel,
        _ reason: SimulatedReason,
        _ confidence: Int,
        _ change: @escaping @Sendable (inout PromptNumbers) -> Void = { _ in }
    ) {
        self.persona = persona
        self.channel = channel
        self.reason = reason
        self.confidence = confidence
        self.change = change
    }

    static let rows: [TraderRow] = [
        TraderRow("deepseek", .direction, .trendUp, 75),
        TraderRow("deepseek", .direction, .notWarm, 55) { $0.trend?.adx14 = nil },
        TraderRow("deepseek", .direction, .notWarm, 55) { $0.trend?.atr14 = nil },
        TraderRow("deepseek", .direction, .noTrend, 70) { $0.trend?.direction = .sideways },
        TraderRow("deepseek", .direction, .stretched, 70) {
            $0.trend?.rsi14 = 77 * FineAmount.one
            $0.trend?.strength = .weak
        },
        TraderRow("deepseek", .direction, .weakTrend, 70) {
            $0.trend?.strength = .weak
            $0.trend?.macd.histogram = -1
            $0.trend?.momentum = 0
        },
        TraderRow("deepseek", .direction, .rangeTooWide, 70) { $0.trend?.atr14 = 6_000_000_000_000 },
        TraderRow("deepseek", .entry, .breakoutUp, 76),
        TraderRow("deepseek", .entry, .momentumUp, 68) { $0.entry?.breakoutSide = nil },
        TraderRow("deepseek", .entry, .conflicting, 70) { $0.entry?.microTrend = .down },
        TraderRow("deepseek", .entry, .stretched, 70) { $0.entry?.rsi7 = 90 * FineAmount.one },
        TraderRow("deepseek", .entry, .noTrend, 70) { $0.market.hasGap = true },
        TraderRow("qwen", .direction, .calmTrendUp, 70),
        TraderRow("qwen", .direction, .stretched, 70) { $0.trend?.rsi14 = 70 * FineAmount.one + 1 },
        TraderRow("qwen", .direction, .weakTrend, 70) { $0.trend?.strength = .weak },
        TraderRow("qwen", .direction, .conflicting, 70) { $0.trend?.ema50 = 10_000_000_001 },
        TraderRow("qwen", .direction, .revertUp, 54) {
            $0.trend?.direction = .sideways
            $0.trend?.rsi14 = 30 * FineAmount.one
            $0.trend?.bandLower = 10_200_000_000
        },
        TraderRow("qwen", .direction, .noTrend, 70) { $0.trend?.direction = .sideways },
        TraderRow("qwen", .entry, .breakoutUp, 70),
        TraderRow("qwen", .entry, .quiet, 70) { $0.entry?.volumeRatio = FineAmount.one * 9 / 5 },
        TraderRow("qwen", .entry, .dipBought, 62) {
            $0.entry?.breakoutSide = nil
            $0.entry?.rsi7 = 20 * FineAmount.one - 1
        },
        TraderRow("rules", .direction, .trendUp, 72),
        TraderRow("rules", .direction, .weakTrend, 70) { $0.trend?.strength = .weak },
        TraderRow("rules", .entry, .breakoutUp, 65),
        TraderRow("rules", .entry, .conflicting, 70) { $0.entry?.breakoutSide = .sell },
    ]

    static func numbers() throws -> PromptNumbers {
        var numbers = PromptNumbers(symbol: try Symbol("BTCUSDT"))
        numbers.market.price = 10_100_000_000
        var trend = TrendNumbers()
        trend.direction = .up
        trend.strength = .strong
        trend.ema20 = 10_000_000_000
        trend.ema50 = 9_900_000_000
        trend.macd.line = 300_000_000_000
        trend.macd.signal = 200_000_000_000
        trend.macd.histogram = 100_000_000_000
        trend.rsi14 = 60 * FineAmount.one
        trend.adx14 = 30 * FineAmount.one
        trend.atr3 = 900_000_000_000
        trend.atr14 = 1_000_000_000_000
        trend.bandLower = 9_800_000_000
        trend.bandUpper = 10_300_000_000
        trend.momentum = FineAmount.one * 3 / 2
        numbers.trend = trend
        var entry = EntryNumbers()
        entry.close = 10_100_000_000
        entry.ema20 = 10_080_000_000
        entry.macd.histogram = 5_000_000_000
        entry.rsi7 = 70 * FineAmount.one
        entry.atr14 = 100_000_000_000
        entry.breakoutSide = .buy
        entry.breakoutLevel = 10_090_000_000
        entry.breakoutExcess = FineAmount.one
        entry.volumeRatio = 2 * FineAmount.one
        entry.momentum = FineAmount.one * 2 / 5
        entry.microTrend = .up
        numbers.entry = entry
        return numbers
    }
}
