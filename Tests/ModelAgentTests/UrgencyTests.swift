import ModelAgent
import Testing
import TradingDomain

/// Which model a call goes to, and why.
@Suite struct UrgencyTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var side = Side.buy
        var stop = "64000"
        var price = "65000"
        /// Of the 4 h candles.
        var atr: Double? = 1000
        /// The last ranges.
        var recent = 1000.0
        var disputed: [String] = []
        var holds = "BTCUSDT"
        var tenths = 5
        let choice: String
        var testDescription: String { "\(self)" }
    }

    static let rows = [
        Row(choice: "usual"), Row(stop: "64499.99", choice: "usual"), Row(stop: "64500", choice: "near_stop BTCUSDT"),
        Row(stop: "65000", choice: "near_stop BTCUSDT"), Row(stop: "66000", choice: "near_stop BTCUSDT"),
        Row(side: .sell, stop: "65500", choice: "near_stop BTCUSDT"),
        Row(side: .sell, stop: "65500.01", choice: "usual"), Row(side: .sell, choice: "near_stop BTCUSDT"),
        Row(stop: "64500", tenths: 4, choice: "usual"), Row(stop: "64000", tenths: 10, choice: "near_stop BTCUSDT"),
        Row(stop: "65000", tenths: 0, choice: "usual"), Row(stop: "65000", atr: nil, choice: "usual"),
        Row(stop: "64900", holds: "ETHUSDT", choice: "near_stop ETHUSDT"),
        Row(stop: "64900", holds: "XRPUSDT", choice: "usual"), Row(disputed: ["ETHUSDT"], choice: "disputed ETHUSDT"),
        Row(disputed: ["XRPUSDT"], choice: "usual"), Row(recent: 1600, choice: "volatile BTCUSDT"),
        Row(recent: 1599, choice: "usual"), Row(recent: 2000, disputed: ["ETHUSDT"], choice: "disputed ETHUSDT"),
        Row(stop: "64900", recent: 2000, disputed: ["ETHUSDT"], choice: "near_stop BTCUSDT"),
    ]

    @Test(arguments: rows) func theStrongModelSeesWhatIsUrgent(row: Row) throws {
        var savings = CostSavings()
        savings.nearStop_atrTenths = row.tenths
        let intent = try Self.intent(try Self.request(row), savings)
        #expect(intent.choice?.description == row.choice)
        #expect(intent.model == (row.choice == "usual" ? "cheap" : "strong"))
    }

    @Test func aChoiceThatIsNoneIsNotOnRecord() throws {
        let request = try Self.request(Row(stop: "64900", choice: ""))
        var savings = CostSavings()
        #expect(try Self.intent(request, savings, strong: nil).choice == nil)
        savings.choosesModel = false
        #expect(try Self.intent(request, savings).choice?.description == "always")
        savings.choosesModel = true
        let saving = try Self.intent(request, savings, spent: 80)
        #expect(saving.choice?.description == "saving" && saving.model == "cheap")
    }

    @Test(arguments: ModelChoice.Reason.allCases) func aChoiceIsReadBack(reason: ModelChoice.Reason) throws {
        for symbol in [nil, try Symbol("BTCUSDT")] {
            let choice = ModelChoice(reason, symbol)
            #expect(try ModelChoice(parsing: choice.description) == choice)
        }
        for text in ["", "urgent", "usual ", "usual btc", "near_stop BTCUSDT ETHUSDT", " usual"] {
            #expect(throws: ValueError.self) { try ModelChoice(parsing: text) }
        }
    }

    private static func request(_ row: Row) throws -> ModelRequest {
        let plain = try ReplyReaderTests.request(["BTCUSDT", "ETHUSDT"])
        let snapshots = try plain.snapshots.enumerated().map { place, snapshot in
            var snapshot = snapshot
            let price = try Price(parsing: row.price)
            snapshot.price = price
            var trend = TrendFeatures(closeTime: plain.cycle.time, close: price)
            trend.atr14 = row.atr
            trend.atr3 = place == 0 ? row.recent : 1000
            snapshot.trend = trend
            return snapshot
        }
        let held = try RandomSnapshot.position(row.holds, row.side, 8, "65000", row.stop, "65000")
        return ModelRequest(
            cycle: plain.cycle,
            channel: .entry,
            snapshots: snapshots,
            account: try AccountView(used_percent: 8, positions: [held]),
            disputed: try row.disputed.map { try Symbol($0) }
        )
    }

    private static func intent(
        _ request: ModelRequest,
        _ savings: CostSavings,
        strong: String? = "strong",
        spent: Int64 = 0
    ) throws -> CallIntent {
        var savings = savings
        savings.skipsQuiet = false
        let settings = try AgentSettings(
            slot: "qwen",
            model: ModelOffer(name: "cheap", card: nil, unknown_nanoUSD: 1),
            strongModel: strong.map { ModelOffer(name: $0, card: nil, unknown_nanoUSD: 1) },
            budget: try BudgetLimits(day_nanoUSD: 100),
            savings: savings
        )
        var agent = AgentStage(settings: settings, spending: Spending(at: request.cycle.time) { _ in spent })
        let effects = agent.handle(.asked(request, .live, stored: []), at: request.cycle.time)
        let intents = effects.compactMap { if case .reserve(let intent) = $0 { intent } else { nil } }
        return try #require(intents.first, "\(effects)")
    }
}
