import ModelAgent
import TestSupport
import Testing
import TradingDomain

@Suite struct ReplyReaderTests {
    @Test(arguments: ReplyRow.rows)
    func aReplyIsAcceptedOrRefusedByName(row: ReplyRow) throws {
        let reading = ReplyReader().read(row.text, request: try Self.request(), slot: "qwen")
        let answer = try #require(reading.answers.first)
        #expect(reading.answers.count == 1)
        if let reason = row.reason {
            let refusal = try #require(reading.refusals.last)
            #expect(refusal.reason == reason, "\(refusal)")
            #expect(answer.outcome == .abstained(refusal.cause))
        } else {
            #expect(answer.decision != nil, "\(reading.refusals)")
        }
    }

    @Test func anAcceptedNumberIsTheOneThatWasWritten() throws {
        let text = ReplyRow.reply(ReplyRow.entry([("entry", "64999.12345678"), ("stop_loss", "64000.10")]))
        let reading = ReplyReader().read(text, request: try Self.request(), slot: "qwen")
        let decision = try #require(reading.answers.first?.decision)
        #expect(decision.plan?.entry.units == 6_499_912_345_678)
        #expect(decision.plan?.stopLoss.description == "64000.1")
        #expect(decision.plan?.leverage == 2)
        #expect(decision.confidence.value == 62)
        #expect(decision.sources == ["qwen"])
        #expect(decision.views.list.map(\.channel) == [.entry])
    }

    @Test func oneBadEntryCostsItsOwnSymbolOnly() throws {
        let request = try Self.request(["BTCUSDT", "ETHUSDT", "SOLUSDT"])
        let text = ReplyRow.reply(
            ReplyRow.entry([("symbol", "\"SOLUSDT\"")]),
            ReplyRow.entry([("symbol", "\"ETHUSDT\""), ("leverage", "50")]),
            ReplyRow.entry([("symbol", "\"PEPEUSDT\"")]),
            "null",
            ReplyRow.buy
        )
        let reading = ReplyReader().read(text, request: request, slot: "deepseek")
        #expect(reading.answers.map(\.symbol.description) == ["BTCUSDT", "ETHUSDT", "SOLUSDT"])
        #expect(reading.answers.map { $0.decision != nil } == [true, false, true])
        #expect(reading.refusals.map(\.reason) == [.symbolNotAsked, .type, .range])
        #expect(reading.refusals.compactMap(\.symbol).map(\.description) == ["ETHUSDT"])
    }

    @Test func theEntryAloneAnswersNoQuestionAboutSeveralSymbols() throws {
        let request = try Self.request(["BTCUSDT", "ETHUSDT"])
        let reading = ReplyReader().read(ReplyRow.buy, request: request, slot: "qwen")
        #expect(reading.answers.map(\.outcome) == [.abstained(.schema), .abstained(.schema)])
    }

    @Test func noPrefixOfAReplyIsAccepted() throws {
        let text = ReplyRow.reply(ReplyRow.buy)
        let request = try Self.request()
        for length in 0..<text.count {
            let reading = ReplyReader().read(String(text.prefix(length)), request: request, slot: "qwen")
            try #require(reading.answers.first?.decision == nil, "prefix of \(length)")
        }
    }

    @Test func everyReasonHasACauseAndIsMet() {
        let met = Set(ReplyRow.rows.compactMap(\.reason))
        let elsewhere: Set<ReplyRefusal.Reason> = [.noReply, .symbolNotAsked]
        #expect(met.union(elsewhere) == Set(ReplyRefusal.Reason.allCases))
        #expect(ReplyRow.rows.count >= 40)
    }

    static func request(_ symbols: [String] = ["BTCUSDT"]) throws -> ModelRequest {
        let cycle = CycleID(time: try Timestamp(parsing: "2023-03-24T12:05:00Z"), position: 7)
        let snapshots = try symbols.map { name in
            var snapshot = FeatureSnapshot(
                symbol: try Symbol(name),
                cycle: cycle,
                freshness: .fresh,
                entryTimeframe: .threeMinutes
            )
            snapshot.price = try Price(parsing: "65000")
            return snapshot
        }
        return ModelRequest(cycle: cycle, channel: .entry, snapshots: snapshots)
    }
}

/// Replies that nobody thought of.
@Suite struct SpoiledReplyTests {
    @Test func aSpoiledReplyIsRefusedOrSaysWhatItSays() throws {
        var generator = SeededGenerator(seed: 7)
        let request = try ReplyReaderTests.request()
        let text = ReplyRow.reply(ReplyRow.buy)
        let pieces = [
            "\"", "{", "}", "[", "]", ",", ":", "0", "9", "-", ".", "e", "\\", "null", "true", "\u{feff}", "\n",
        ]
        for _ in 0..<2000 {
            var spoiled = text
            for _ in 0...Int.random(in: 0...2, using: &generator) {
                let index = try #require(spoiled.indices.randomElement(using: &generator))
                if Bool.random(using: &generator) {
                    spoiled.insert(contentsOf: try #require(pieces.randomElement(using: &generator)), at: index)
                } else {
                    spoiled.remove(at: index)
                }
            }
            let reading = ReplyReader().read(spoiled, request: request, slot: "qwen")
            try #require(reading.answers.count == 1)
            guard let decision = reading.answers.first?.decision, let plan = decision.plan else { continue }
            // Whatever was accepted stands in the text, digit by digit.
            let digits = spoiled.replacing("\n", with: "")
            try #require(digits.contains("\(plan.stopLoss)") && digits.contains("\(plan.takeProfit)"), "\(spoiled)")
            try #require(digits.contains("\(decision.confidence)") && digits.contains("\(plan.leverage)"))
        }
    }
}
