import Foundation
import ModelAgent
import TestSupport
import Testing
import TradingDomain

/// The account block of the entry question.
@Suite struct AccountPromptTests {
    private static func render(_ request: ModelRequest) -> String {
        let numbers = request.snapshots.map { PromptNumbers($0, channel: request.channel) }
        let account = request.account.flatMap { AccountNumbers($0, symbols: numbers.map(\.symbol)) }
        return PromptText.render(
            request.channel,
            numbers,
            account: account,
            cycle: request.cycle,
            template: .english
        ).user
    }

    private static func block(_ text: String) -> String {
        guard let start = text.range(of: "[account]"), let end = text.range(of: "clock: ") else { return "" }
        return String(text[start.lowerBound..<end.lowerBound])
    }

    @Test func theBlockIsPinned() throws {
        let symbols = try ["ADAUSDT", "BTCUSDT", "ETHUSDT"].map { try Symbol($0) }
        let account = try AccountView(
            used_percent: 31,
            positions: [
                try RandomSnapshot.position("ADAUSDT", .sell, 10, "0.12345679", "0.13", "0.11"),
                try RandomSnapshot.position("BTCUSDT", .buy, 8, "27013.48123456", "26500.1", "28000"),
                try RandomSnapshot.position("SOLUSDT", .buy, 13, "20", "19", "22"),
            ]
        )
        let numbers = symbols.map { PromptNumbers(symbol: $0) }
        let cycle = CycleID(time: .epoch, position: 1)
        func text(_ account: AccountView?) -> String {
            let shown = account.flatMap { AccountNumbers($0, symbols: symbols) }
            return PromptText.render(.entry, numbers, account: shown, cycle: cycle, template: .english).user
        }
        #expect(
            Self.block(text(account)) == """
                [account]
                used_percent: 31
                ADAUSDT: short size_percent 10 entry 0.1234568 stop 0.13 target 0.11
                BTCUSDT: long size_percent 8 entry 27013.48 stop 26500.1 target 28000
                ETHUSDT: flat

                """
        )
        #expect(Self.block(text(nil)) == "[account] n/a\n")
    }

    /// What stands before the account, and with it the prefix that a provider caches, does not know of it; the clock is
    /// last; a direction question has none.
    @Test func allBeforeTheBlockIsTheSameToTheByte() throws {
        for seed in 1...200 as ClosedRange<UInt64> {
            let request = try RandomSnapshot.request(.entry, symbols: 4, seed: seed)
            let texts = try [nil, 1, 2, 3].map { (other: UInt64?) in
                let account = try other.map { try RandomSnapshot.account(request.snapshots.map(\.symbol), seed: $0) }
                return Self.render(request.holding(account))
            }
            let heads = texts.map { $0[...].head(before: "[account]") }
            #expect(Set(heads).count == 1 && heads[0].contains("[entry "))
            #expect(texts.allSatisfy { $0.hasSuffix("clock: \(request.cycle.time)\n") })
            #expect(Set(texts.map(PromptText.withoutAccount)).count == 1)
            let direction = try RandomSnapshot.request(.direction, symbols: 2, seed: seed)
            let account = try RandomSnapshot.account(direction.snapshots.map(\.symbol), seed: seed)
            #expect(Self.render(direction.holding(account)) == Self.render(direction))
        }
    }

    @Test func whatIsPrintedIsReadBackExactly() throws {
        for seed in 1...1000 as ClosedRange<UInt64> {
            let request = try RandomSnapshot.request(.entry, symbols: Int(seed % 6) + 1, seed: seed)
            let symbols = request.snapshots.map(\.symbol)
            let account = try RandomSnapshot.account(symbols, seed: seed)
            let parsed = try PromptText.parse(Self.render(request.holding(account)))
            try #require(parsed.account == AccountNumbers(account, symbols: symbols), "seed \(seed)")
            try #require(parsed.account?.positions.count == symbols.count)
        }
    }

    @Test(arguments: [
        ("[account] none\n", "[account]"), ("[account]\nBTCUSDT: flat\n", "used_percent"),
        ("[account]\nused_percent: 1.5\n", "used_percent"),
        ("[account]\nused_percent: 1\nETHUSDT: flat\n", "BTCUSDT: "),
        ("[account]\nused_percent: 1\nBTCUSDT: up\n", "flat"),
        ("[account]\nused_percent: 1\nBTCUSDT: long size_percent 8 entry 1 stop 1 goal 1\n", "target"),
        ("[account]\nused_percent: 1\nBTCUSDT: long size_percent 8 entry x stop 1 target 1\n", "target"),
        ("[account]\nused_percent: 1\nBTCUSDT: flat\nETHUSDT: flat\n", "clock"),
    ])
    func aBlockThatIsNoneIsRefusedByLine(block: String, wanted: String) throws {
        let numbers = [PromptNumbers(symbol: try Symbol("BTCUSDT"))]
        let cycle = CycleID(time: .epoch, position: 1)
        let text = PromptText.render(.entry, numbers, cycle: cycle, template: .english).user
        #expect(throws: Never.self) { try PromptText.parse(text) }
        #expect(throws: Never.self, "a prompt of an earlier version") {
            try PromptText.parse(text.replacing("[account] n/a\n", with: ""))
        }
        let error = try #require(throws: PromptTextError.self) {
            try PromptText.parse(text.replacing("[account] n/a\n", with: block))
        }
        #expect("\(error)".contains(wanted), "\(error)")
    }

    /// The same positions in a market under other names and four times as dear are the same question; real prices,
    /// names and positions in other symbols are not shown.
    @Test func aMaskHidesPricesAndNamesOfThePositions() throws {
        let request = try ReplyReaderTests.request(["BTCUSDT", "ETHUSDT"])
        let account = try AccountView(
            used_percent: 20,
            positions: [
                try RandomSnapshot.position("ETHUSDT", .buy, 8, "66000", "64350", "69000"),
                try RandomSnapshot.position("XRPUSDT", .buy, 12, "2", "1.9", "2.2"),
            ]
        )
        let masked = Self.block(Self.render(MarketMask(request.holding(account)).request))
        #expect(
            masked == """
                [account]
                used_percent: 20
                MARKET01: flat
                MARKET02: long size_percent 8 entry 101.5385 stop 99 target 106.1538

                """
        )
        var unpriced = request.snapshots
        unpriced[1].price = nil
        let blind = ModelRequest(cycle: request.cycle, channel: .entry, snapshots: unpriced, account: account)
        #expect(Self.block(Self.render(MarketMask(blind).request)) == "[account] n/a\n")
    }

    /// A run is repeated under other limits: its account differs, its answers stand.
    @Test func aRecordedReplyAnswersWhoeverHoldsSomethingElse() throws {
        let request = try ReplyReaderTests.request()
        let symbols = request.snapshots.map(\.symbol)
        let recorded = Self.render(request.holding(try RandomSnapshot.account(symbols, seed: 1)))
        let content = ReplyContent.arguments(ReplyRow.reply(ReplyRow.buy))
        let stored = [StoredCall(.ended(content), prompt: recorded)]
        for (seed, others) in [(UInt64(1), 0), (2, 1)] {
            var agent = try Self.agent()
            let asked = request.holding(try RandomSnapshot.account(symbols, seed: seed))
            let effects = agent.handle(.asked(asked, .replay, stored: stored), at: request.cycle.time)
            guard case .answer(_, let reading)? = effects.last else {
                Issue.record("\(effects)")
                return
            }
            #expect(reading.answers.first?.decision?.action == .buy && agent.otherAccounts == others)
            // A cached answer of the recorded run stands too.
            let later = CycleID(time: request.cycle.time.advanced(byMilliseconds: 300_000), position: 8)
            let next = ModelRequest(
                cycle: later,
                channel: .entry,
                snapshots: request.snapshots,
                account: try RandomSnapshot.account(symbols, seed: 9)
            )
            let repeated = agent.handle(.asked(next, .replay, stored: []), at: later.time)
            #expect(repeated.contains { if case .answer = $0 { true } else { false } }, "\(repeated)")
            // Live, it is another question.
            var live = try Self.agent()
            _ = live.handle(.asked(asked, .live, stored: stored), at: request.cycle.time)
            let calls = live.handle(.asked(next, .live, stored: []), at: later.time)
            #expect(calls.contains { if case .call = $0 { true } else { false } }, "\(calls)")
        }
    }

    private static func agent() throws -> AgentStage {
        var savings = CostSavings()
        savings.skipsQuiet = false
        let settings = try AgentSettings(slot: "qwen", model: ModelOffer(name: "m", card: nil), savings: savings)
        return AgentStage(settings: settings, spending: Spending(at: try Timestamp(parsing: "2023-03-24")))
    }
}

extension ModelRequest {
    func holding(_ account: AccountView?) -> ModelRequest {
        ModelRequest(cycle: cycle, channel: channel, snapshots: snapshots, account: account)
    }
}

extension Substring {
    fileprivate func head(before text: String) -> String {
        range(of: text).map { String(self[..<$0.lowerBound]) } ?? String(self)
    }
}
