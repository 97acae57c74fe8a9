import Testing
import TradingDomain
import WireFormat

/// What another process might send and no reader may believe.
struct RefusalTests {
    @Test func anotherVersionIsRefused() throws {
        for (version, bytes) in [(UInt32(0), [UInt8]([8, 0, 90, 0])), (2, [8, 2, 90, 0])] {
            #expect(throws: WireError.version(was: version)) { try WireFormat.request(bytes) }
            #expect(throws: WireError.version(was: version)) { try WireFormat.reply(bytes) }
        }
        #expect(throws: WireError.missing(field: "version")) { try WireFormat.request([90, 0]) }
    }

    @Test func anEnvelopeWithoutABodyOrASenderIsRefused() throws {
        #expect(throws: WireError.missing(field: "request.body")) { try WireFormat.request([8, 1]) }
        #expect(throws: WireError.missing(field: "reply.epoch")) { try WireFormat.reply([8, 1, 122, 0]) }
        let event = try #require(try Messages.events().first).bytes
        for (number, field) in [
            (1, "version"), (2, "event.role"), (3, "event.instance"), (4, "event.epoch"), (5, "event.sequence"),
            (10, "event.body"),
        ] {
            #expect(throws: WireError.missing(field: field)) {
                try WireFormat.event(WireField.removing([number], from: event))
            }
        }
    }

    @Test func moreThanTheLimitIsRefusedUnread() {
        let limit = WireFormat.maximumBytes
        #expect(throws: WireError.tooLarge(bytes: limit + 1, limit: limit)) {
            try WireFormat.request([UInt8](repeating: 0, count: limit + 1))
        }
    }

    @Test(arguments: ["GET / HTTP/1.1\r\n\r\n", "{\"version\":1}", "\u{0}\u{0}\u{0}", "", "\u{8}"])
    func foreignBytesAreRefused(text: String) {
        #expect(throws: WireError.self) { try WireFormat.request([UInt8](text.utf8)) }
        #expect(throws: WireError.self) { try WireFormat.reply([UInt8](text.utf8)) }
        #expect(throws: WireError.self) { try WireFormat.event([UInt8](text.utf8)) }
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func numbersThatAreNoneAreRefusedByName(number: Double) throws {
        for (field, change) in [
            ("snapshot.funding_rate", { (wire: inout Tandem_V1_FeatureSnapshot) in wire.fundingRate = number }),
            ("trend.atr14", { $0.trend.atr14 = number }), ("macd.line", { $0.momentum.macd.line = number }),
            ("momentum.last_rsi7", { $0.momentum.lastRsi7 = [1, number] }),
            ("level.price", { $0.trend.supports[0].price = number }),
            ("correlation.coefficient", { $0.correlations[0].coefficient = number }),
        ] {
            var wire = Tandem_V1_FeatureSnapshot(try Examples.snapshot())
            change(&wire)
            #expect(refusedField { _ = try wire.domain() } == field)
        }
    }

    @Test func anAccountThatCannotBeIsRefusedByName() throws {
        typealias Change = (inout Tandem_V1_AccountView) -> Void
        let rows: [(field: String, change: Change)] = [
            ("account_view", { $0.usedPercent = 10_001 }), ("account_view", { $0.positions += $0.positions }),
            ("open_position.size_percent", { $0.positions[0].sizePercent = 0 }),
            ("open_position.average_price_e8", { $0.positions[0].averagePriceE8 = 0 }),
            ("open_position.stop_loss_e8", { $0.positions[0].stopLossE8 = -1 }),
            ("open_position.symbol", { $0.positions[0].symbol = "btc" }),
        ]
        for row in rows {
            var wire = Tandem_V1_ModelRequest(try Examples.request())
            row.change(&wire.account)
            #expect(refusedField { _ = try wire.domain() } == row.field)
        }
        var wire = Tandem_V1_ModelRequest(try Examples.request())
        wire.account.positions[0].side = "long"
        #expect(throws: WireError.unknown(field: "open_position.side", was: "long")) { try wire.domain() }
        wire = Tandem_V1_ModelRequest(try Examples.request())
        wire.disputed = ["eth"]
        #expect(refusedField { _ = try wire.domain() } == "request.disputed")
    }

    @Test func unknownWordsAreRefusedByName() throws {
        var decision = Tandem_V1_TradingDecision(try Examples.decision())
        decision.action = "buy"
        #expect(throws: WireError.unknown(field: "decision.action", was: "buy")) { try decision.domain() }
        var snapshot = Tandem_V1_FeatureSnapshot(try Examples.snapshot())
        snapshot.freshness.state = "rotten"
        #expect(throws: WireError.unknown(field: "freshness.state", was: "rotten")) { try snapshot.domain() }
        var entry = Tandem_V1_LedgerTransaction(try BookExamples().entry())
        entry.postings[0].account = 300
        #expect(throws: WireError.unknown(field: "posting.account", was: "300")) { try entry.domain() }
        var answer = Tandem_V1_ModelAnswer(try Examples.answer())
        answer.abstained = "tired"
        #expect(throws: WireError.unknown(field: "answer.abstained", was: "tired")) { try answer.domain() }
    }

    @Test func booksThatContradictThemselvesAreRefused() throws {
        let books = try BookExamples()
        var entry = Tandem_V1_LedgerTransaction(try books.entry())
        entry.postings[0].amountE8 += 1
        #expect(refusedField { _ = try entry.domain() } == "ledger")
        entry.postings = Array(repeating: entry.postings[0], count: 65)
        #expect(refusedField { _ = try entry.domain() } == "ledger.postings")
        var account = Tandem_V1_AccountSnapshot(try books.account())
        account.holdings[0].position.quantityE8 = -1
        #expect(refusedField { _ = try account.domain() } == "position.quantity_e8")
        account = Tandem_V1_AccountSnapshot(try books.account())
        account.holdings[0].position.symbol = "ETHUSDT"
        #expect(refusedField { _ = try account.domain() } == "position.opened_by")
        var report = Tandem_V1_Books(books.report())
        report.hash = report.hash.prefix(31)
        #expect(refusedField { _ = try report.domain() } == "books.hash")
    }

    @Test func ordersThatContradictThemselvesAreRefused() throws {
        let order = try BookExamples().order
        for (field, change) in [
            ("order.quantity_e8", { (wire: inout Tandem_V1_Order) in wire.quantityE8 = -1 }),
            ("order", { $0.quantityE8 = 0 }), ("order", { $0.leverage = 0 }),
            ("order.reference_price_e8", { $0.referencePriceE8 = 0 }), ("order.id", { $0.id = "today/BTCUSDT/open" }),
            ("order", { $0.id = "2023-11-14T22:15:00Z/BTCUSDT/close" }), ("order", { $0.decidedAt.timeMs += 1 }),
            ("cycle.time_ms", { $0.decidedAt.timeMs = -1 }),
        ] {
            var wire = Tandem_V1_Order(order)
            change(&wire)
            #expect(refusedField { _ = try wire.domain() } == field, "\(wire.id)")
        }
    }

    @Test func anAnswerOrVerdictAboutSomethingElseIsRefused() throws {
        var answer = Tandem_V1_ModelAnswer(try Examples.answer())
        answer.symbol = "ETHUSDT"
        #expect(refusedField { _ = try answer.domain() } == "answer.decided")
        var verdict = Tandem_V1_Verdict(try BookExamples().verdict())
        verdict.decision = "2023-11-14T22:15:00Z/ETHUSDT"
        #expect(refusedField { _ = try verdict.domain() } == "verdict.approved")
        var record = Tandem_V1_CycleRecord(try BookExamples().record())
        record.symbols[0].symbol = "ETHUSDT"
        #expect(refusedField { _ = try record.domain() } == "record.decision")
        record = Tandem_V1_CycleRecord(try BookExamples().record())
        record.symbols[0].directionVote.scoreHundredths = 10_001
        #expect(refusedField { _ = try record.domain() } == "vote.score_hundredths")
    }

    @Test func listsHaveALimit() {
        var record = Tandem_V1_CycleRecord(CycleRecord(cycle: Examples.cycle, symbols: []))
        record.symbols = Array(repeating: Tandem_V1_SymbolRecord(), count: WireFormat.maximumCount + 1)
        #expect(refusedField { _ = try record.domain() } == "record.symbols")
    }

    private func refusedField(_ read: () throws -> Void) -> String? {
        do {
            try read()
            return nil
        } catch WireError.refused(let field, _) {
            return field
        } catch {
            return "\(error)"
        }
    }
}
