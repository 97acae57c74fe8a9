import JSONText
import Testing
import TradingDomain

@testable import WebDashboard

@Suite struct ModelTests {
    private func model() -> DashboardModel {
        DashboardModel(RunFacts(account: "default", mode: "paced", speed: 300))
    }

    private func read(_ model: DashboardModel, _ section: DashboardSection, at now_ms: Int64 = 0) throws -> JSONValue {
        try JSONReader.read(model.json(section, at: now_ms))
    }

    @Test(arguments: DashboardSection.common)
    func everySectionOfAnEmptyRunIsJSON(_ section: DashboardSection) throws {
        _ = try read(model(), section)
    }

    @Test func candlesAreBoundedInOrderAndOfOneTimeframe() throws {
        var model = model()
        let symbol = try Symbol("BTCUSDT")
        for index in 0..<Int64(DashboardModel.mostCandles + 50) {
            let candle = try Fixtures.candle(symbol, 3 * index, close: 100 + index)
            let event = MarketEvent(position: UInt64(index) + 1, time: candle.closeTime, kind: .candleClosed(candle))
            model.take(event)
            model.take(event)
        }
        let json = try read(model, .candles(symbol))
        let times = try #require(json["t"]?.array).compactMap(\.integer)
        #expect(times.count == DashboardModel.mostCandles)
        #expect(times == times.sorted() && Set(times).count == times.count)
        #expect(times.last == 62_820)
        #expect(json["c"]?.array?.last?.integer == 449)
    }

    @Test func equityCurveIsBoundedAndEndsAtTheLastPoint() throws {
        var curve = EquityCurve()
        for index in 0..<100_000 {
            curve.add(Timestamp(milliseconds: Int64(index)), Money(units: Int64(index)))
            #expect(curve.points.count <= EquityCurve.capacity)
        }
        #expect(curve.points.count > EquityCurve.capacity / 4)
        #expect(curve.points.first?.equity.units == 0)
        #expect(curve.points.last?.equity.units == 99_999)
        #expect(zip(curve.points, curve.points.dropFirst()).allSatisfy { $0.time < $1.time })
    }

    @Test func refusalsAreCountedTheMostFrequentFirst() throws {
        var model = model()
        model.take(VerdictFacts(approved: 3, refused: 6, refusals: [("STALE", 1), ("A", 2), ("HALTED", 3)]))
        #expect(model.takeChanged().contains(.verdicts))
        model.take(VerdictFacts(approved: 3, refused: 6, refusals: [("A", 2), ("HALTED", 3), ("STALE", 1)]))
        #expect(model.takeChanged().isEmpty)
        let json = try read(model, .verdicts)
        #expect(json["approved"]?.integer == 3 && json["refused"]?.integer == 6)
        let rows = try #require(json["refusals"]?.array)
        #expect(rows.map { $0["code"]?.string } == ["HALTED", "A", "STALE"])
        #expect(rows.map { $0["times"]?.integer } == [3, 2, 1])
    }

    @Test func decisionsShowBothModelsTheVoteAndTheGate() throws {
        var model = model()
        let symbol = try Symbol("BTCUSDT")
        let refusal = Refusal(.symbolExposure, "10.4 % of equity, at most 10 %")
        let record = try Fixtures.record(symbol, .buy, verdict: .refused(refusal))
        let cycle = CycleID(time: Timestamp(milliseconds: 300_000), position: 7)
        model.take(CycleRecord(cycle: cycle, symbols: [record]))
        model.take(CycleRecord(cycle: cycle, symbols: [record]))
        let json = try read(model, .decisions)
        #expect(json["cycles"]?.integer == 1)
        let row = try #require(json["trades"]?.array?.first)
        #expect(json["trades"]?.array?.count == 1)
        #expect(row["action"]?.string == "BUY")
        #expect(row["score"]?.string == "61.5")
        #expect(row["answers"]?.array?.map { $0["abstained"]?.string } == [nil, "timed_out"])
        #expect(row["verdict"]?["code"]?.string == "SYMBOL_EXPOSURE")
        #expect(row["verdict"]?["detail"]?.string == "10.4 % of equity, at most 10 %")
    }

    @Test func aSideThatIsHeldAlreadyIsNotListedAgain() throws {
        var model = model()
        let record = try Fixtures.record(try Symbol("BTCUSDT"), .sell, verdict: .satisfied)
        model.take(CycleRecord(cycle: CycleID(time: .epoch, position: 7), symbols: [record]))
        let json = try read(model, .decisions)
        #expect(json["latest"]?.array?.first?["verdict"]?["code"]?.string == "SATISFIED")
        #expect(json["trades"]?.array?.isEmpty == true)
    }

    @Test func holdIsShownForTheCycleAndNotAmongTrades() throws {
        var model = model()
        let record = try Fixtures.record(try Symbol("BTCUSDT"), .hold, verdict: nil)
        model.take(CycleRecord(cycle: CycleID(time: .epoch, position: 7), symbols: [record]))
        let json = try read(model, .decisions)
        #expect(json["latest"]?.array?.count == 1)
        #expect(json["trades"]?.array?.isEmpty == true)
        #expect(json["latest"]?.array?.first?["verdict"]?.isNull == true)
    }

    @Test(
        arguments: [(0, "running"), (3_000, "running"), (3_001, "silent"), (119_999, "silent"), (120_000, "")]
            as [(Int64, String)]
    ) func silenceIsShownAndThenTheProcessGoes(_ silence_ms: Int64, _ state: String) throws {
        var model = model()
        model.take(Fixtures.status("risk-gate", epoch: 3), at: 1_000)
        model.beat(at: 1_000 + silence_ms)
        let rows = try #require(try read(model, .processes, at: 1_000 + silence_ms).array)
        #expect(rows.first?["state"]?.string ?? "" == state)
    }

    @Test func restartsAreCountedByLives() throws {
        var model = model()
        for epoch: UInt64 in [3, 3, 4, 6] { model.take(Fixtures.status("risk-gate", epoch: epoch), at: 0) }
        let row = try #require(try read(model, .processes).array?.first)
        #expect(row["restarts"]?.integer == 3)
        #expect(row["epoch"]?.integer == 6)
    }

    @Test func booksAreTakenOnceAndInOrder() throws {
        var model = model()
        model.take(try Fixtures.account())
        let symbol = try Symbol("BTCUSDT")
        let order = try Fixtures.order(symbol, at: Timestamp(milliseconds: 300_000))
        let fill = Fill(
            order: order.id,
            cause: .open,
            side: .buy,
            quantity: order.quantity,
            price: try Price(parsing: "100.02"),
            fee: try Money(parsing: "0.025005"),
            realisedProfit: .zero,
            time: Timestamp(milliseconds: 302_000),
            position: 9
        )
        for (sequence, kind) in [(1, .deposit), (2, .orderAccepted(order)), (3, .fill(fill)), (3, .fill(fill))]
            as [(UInt64, LedgerTransaction.Kind)]
        {
            model.take(try LedgerTransaction(sequence: sequence, time: fill.time, kind: kind, postings: []))
        }
        #expect(model.ledgerCursor == 3)
        let rows = try #require(try read(model, .ledger).array)
        #expect(rows.map { $0["kind"]?.string } == ["fill", "order", "deposit"])
        #expect(rows.first?["detail"]?.string == "open buy 0.5 at 100.02")
        let figures = try #require(try read(model, .figures).array)
        let values = figures.map { "\($0["name"]?.string ?? ""): \($0["value"]?.string ?? "")" }
        #expect(values.contains("Fills: 1"))
        #expect(values.contains("Equity: 100\u{202F}120.75"))
        #expect(values.contains("Profit: +0.12 %"))
        #expect(values.contains("Sharpe: too few samples (0 of 30)"))
    }

    @Test(
        arguments: [
            (0, "0.0000"), (49_999, "0.0000"), (50_000, "0.0001"), (1_234_567_890, "1.2346"), (-50_000, "-0.0001"),
        ] as [(Int64, String)]
    ) func dollarsHaveFourDecimals(_ nanoUSD: Int64, _ text: String) {
        #expect(DashboardModel.dollars(nanoUSD) == text)
    }

    @Test func costIsProjectedFromAnHourOn() throws {
        var bill = ModelBill()
        func call(_ minute: Int64) -> CallFacts {
            CallFacts(
                slot: "qwen",
                model: "m",
                isSimulated: true,
                time: Timestamp(milliseconds: minute * 60_000),
                cost_nanoUSD: 1_000_000,
                duration_ms: 10,
                isFailure: false
            )
        }
        bill.add(call(0))
        #expect(bill.month_nanoUSD == nil)
        bill.add(call(60))
        #expect(bill.month_nanoUSD == 1_440_000_000)
        bill.add(call(24 * 60))
        #expect(bill.today_nanoUSD == 1_000_000)
        #expect(bill.total_nanoUSD == 3_000_000)
    }

    @Test func hostileTextsStayTexts() throws {
        var model = model()
        let symbol = try Symbol("BTCUSDT")
        let record = try Fixtures.record(
            symbol,
            .buy,
            reasoning: Fixtures.hostile,
            verdict: .refused(Refusal(.halted, Fixtures.hostile))
        )
        model.take(CycleRecord(cycle: CycleID(time: .epoch, position: 7), symbols: [record]))
        model.take(Fixtures.status("risk-gate", epoch: 1, detail: Fixtures.hostile), at: 0)
        model.take(tradingState: "halted", reason: Fixtures.hostile)
        for section in DashboardSection.common {
            let bytes = model.json(section, at: 0)
            #expect(!bytes.contains(10) && !bytes.contains(13) && !bytes.contains(0), "a push is one line")
            _ = try JSONReader.read(bytes)
        }
        #expect(try read(model, .run)["tradingReason"]?.string == Fixtures.hostile)
        #expect(try read(model, .processes).array?.first?["detail"]?.string == Fixtures.hostile)
    }
}
