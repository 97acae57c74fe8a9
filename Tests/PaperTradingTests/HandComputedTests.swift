import PaperTrading
import Testing
import TradingDomain

/// Cases worked out by hand. The start capital is 10 000 and the tick 0.01 throughout.
struct HandComputedTests {
    /// 2 bp of slippage, half a spread of 1 bp, a fee of 5 bp; so a taker gives up 3 bp.
    static let costs: FillModel = {
        do {
            return try FillModel(
                latency_ms: 2000,
                expiry_ms: 600_000,
                slippage_bp: 2,
                halfSpread_bp: 1,
                takerFee_millionths: 500
            )
        } catch { return .standard }
    }()

    /// Decided at 00:03 at the tick; active at 00:03:02, inside the candle 00:03-00:06: its close, 100.
    ///
    ///     buy   100 × 1.0003 = 100.03          10 contracts, notional 1000.30, fee 0.50015
    ///     sell  110 × 0.9997 = 109.967 → 109.96  notional 1099.60, fee 0.5498
    ///     profit (109.96 − 100.03) × 10 = 99.30
    ///     cash 10000 + 99.30 − 0.50015 − 0.5498 = 10098.25005
    @Test func aLongRoundTripPaysSpreadSlippageAndFeeOnBothLegs() throws {
        var script = try Script(fills: Self.costs)
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "90", target: "120")
        try script.candle(3, "99", "101", "99", "100")
        try script.candle(6, "100", "110", "100", "110")
        script.tick(9)
        try script.close(.sell, "10")
        try script.candle(9, "111", "111", "109", "110")

        #expect(script.fills.map(\.price.description) == ["100.03", "109.96"])
        #expect(script.fills.map(\.fee) == ["0.50015", "0.5498"])
        #expect(script.fills.map(\.realisedProfit) == ["0", "99.3"])
        #expect(script.broker.state.cash == "10098.25005")
    }

    /// Ten contracts bought, 0.50015 paid; then sold with a profit of 99.30, 0.5498 paid. Amounts in 1e-8.
    @Test func postingsNameEveryAccount() throws {
        var script = try Script(fills: Self.costs)
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "90", target: "120")
        try script.candle(3, "99", "101", "99", "100")
        script.tick(9)
        try script.close(.sell, "10")
        try script.candle(9, "111", "111", "109", "110")
        let texts = script.entries.map { entry in
            entry.postings.map { "\($0.account) \($0.asset == .currency ? "USDT" : "BTC") \($0.amount)" }
        }
        #expect(
            texts == [
                ["cash USDT 1000000000000", "capital USDT -1000000000000"],
                [],
                ["position BTC 1000000000", "market BTC -1000000000", "fees USDT 50015000", "cash USDT -50015000"],
                [],
                [
                    "position BTC -1000000000", "market BTC 1000000000", "cash USDT 9930000000",
                    "profit USDT -9930000000", "fees USDT 54980000", "cash USDT -54980000",
                ],
            ]
        )
    }

    /// The short mirrors it, rounded against the trader again.
    ///
    ///     sell  100 × 0.9997 = 99.97            10 contracts, notional 999.70, fee 0.49985
    ///     buy    95 × 1.0003 = 95.0285 → 95.03   notional 950.30, fee 0.47515
    ///     profit (99.97 − 95.03) × 10 = 49.40
    ///     cash 10000 + 49.40 − 0.49985 − 0.47515 = 10048.425
    @Test func aShortRoundTripPaysTheSame() throws {
        var script = try Script(fills: Self.costs)
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.sell, "10", stop: "110", target: "80")
        try script.candle(3, "100", "100", "99", "100")
        script.tick(6)
        try script.close(.buy, "10")
        try script.candle(6, "96", "97", "94", "95")

        #expect(script.fills.map(\.price.description) == ["99.97", "95.03"])
        #expect(script.fills.map(\.fee) == ["0.49985", "0.47515"])
        #expect(script.broker.state.cash == "10048.425")
        #expect(script.entries.map(\.sequence) == [1, 2, 3, 4, 5])
    }

    /// A fee of 500 millionths on 0.00000001 × 1 = 1e-8 is less than one unit and is rounded up to one.
    @Test func aFeeIsRoundedUp() throws {
        var script = try Script(fills: Self.costs)
        try script.candle(0, "1", "1", "1", "1")
        script.tick(3)
        try script.order(.buy, "0.00000001", stop: "0.5", target: "2")
        try script.candle(3, "1", "1.1", "0.9", "1")
        #expect(script.fills.map(\.price.description) == ["1.01"])
        #expect(script.fills.map(\.fee.units) == [1])
    }

    struct Timing: CustomTestStringConvertible {
        let testDescription: String
        let latency_ms: Int64
        let price: String
    }

    /// Decided at 00:03. The candle 00:00-00:03 is the decision's own; 00:03-00:06 opens at 101 and closes at 102;
    /// 00:06-00:09 opens at 103.
    @Test(arguments: [
        Timing(testDescription: "no latency: the next open", latency_ms: 0, price: "101"),
        Timing(testDescription: "active just after the open: its close", latency_ms: 1, price: "102"),
        Timing(testDescription: "active just before the close: its close", latency_ms: 179_999, price: "102"),
        Timing(testDescription: "active at the close: the next open", latency_ms: 180_000, price: "103"),
    ])
    func anOrderTakesTheFirstPriceAfterItsLatency(_ example: Timing) throws {
        var script = try Script(fills: Script.free(latency_ms: example.latency_ms))
        try script.candle(0, "100", "105", "95", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "50", target: "200")
        try script.candle(3, "101", "104", "99", "102")
        try script.candle(6, "103", "104", "100", "101")
        #expect(script.fills.map(\.price.description) == [example.price])
    }

    /// A tick at 00:05 falls inside the candle 00:03-00:06, whose open was known before the decision.
    @Test func aDecisionInsideACandleTakesItsClose() throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "105", "95", "100")
        script.tick(5)
        try script.order(.buy, "10", stop: "50", target: "200")
        try script.candle(3, "101", "104", "99", "102")
        #expect(script.fills.map(\.price.description) == ["102"])
    }

    struct Exit: CustomTestStringConvertible {
        let testDescription: String
        var side = Side.buy
        /// The candle after the entry at 100: open, high, low, close.
        let candle: [String]
        let cause: Fill.Cause?
        let price: String?
        var isAmbiguous = false
    }

    /// Long at 100 with stop 95 and target 110; short at 100 with stop 105 and target 90. No costs.
    @Test(arguments: [
        Exit(testDescription: "neither", candle: ["100", "109.99", "95.01", "100"], cause: nil, price: nil),
        Exit(testDescription: "stop, to the tick", candle: ["100", "101", "95", "96"], cause: .stopLoss, price: "95"),
        Exit(
            testDescription: "target, to the tick",
            candle: ["100", "110", "99", "99"],
            cause: .takeProfit,
            price: "110"
        ),
        Exit(testDescription: "gap through the stop", candle: ["93", "94", "92", "94"], cause: .stopLoss, price: "93"),
        Exit(
            testDescription: "gap over the target",
            candle: ["115", "116", "114", "115"],
            cause: .takeProfit,
            price: "110"
        ),
        Exit(
            testDescription: "both touched",
            candle: ["100", "111", "94", "100"],
            cause: .stopLoss,
            price: "95",
            isAmbiguous: true
        ),
        Exit(
            testDescription: "short stop",
            side: .sell,
            candle: ["100", "105", "99", "99"],
            cause: .stopLoss,
            price: "105"
        ),
        Exit(
            testDescription: "short gap",
            side: .sell,
            candle: ["107", "108", "106", "107"],
            cause: .stopLoss,
            price: "107"
        ),
        Exit(
            testDescription: "short target",
            side: .sell,
            candle: ["100", "101", "90", "95"],
            cause: .takeProfit,
            price: "90"
        ),
        Exit(
            testDescription: "short both",
            side: .sell,
            candle: ["100", "106", "89", "95"],
            cause: .stopLoss,
            price: "105",
            isAmbiguous: true
        ),
    ])
    func stopAndTargetBelongToThePosition(_ example: Exit) throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        if example.side == .buy {
            try script.order(.buy, "10", stop: "95", target: "110")
        } else {
            try script.order(.sell, "10", stop: "105", target: "90")
        }
        try script.candle(3, "100", "101", "99", "100")
        let bar = example.candle
        try script.candle(6, bar[0], bar[1], bar[2], bar[3])

        #expect(script.fills.dropFirst().first?.cause == example.cause)
        #expect(script.fills.dropFirst().first?.price.description == example.price)
        #expect(script.broker.state.counters.ambiguousCandles == (example.isAmbiguous ? 1 : 0))
        #expect((script.broker.state.books[0].position == nil) == (example.cause != nil))
    }

    /// Both touched, long at 100: the stop gives (95 − 100) × 10 = −50, the target would have given +100.
    @Test func theOptimisticBoundOfAnAmbiguousCandleIsKept() throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "95", target: "110")
        try script.candle(3, "100", "111", "94", "100")
        #expect(script.fills.map(\.cause) == [.open, .stopLoss])
        #expect(script.broker.state.counters.ambiguousProfit == "150")
        #expect(script.broker.state.cash == "9950")
    }

    /// Filled at the candle's open, the position stands through the rest of that candle.
    @Test func theStopHoldsFromTheFirstInstant() throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "95", target: "110")
        try script.candle(3, "100", "101", "94", "99")
        #expect(script.fills.map(\.cause) == [.open, .stopLoss])
        #expect(script.broker.state.cash == "9950")
    }

    /// Filled at the candle's close, what that candle did before does not touch the position.
    @Test func aFillAtTheCloseIgnoresTheCandleBeforeIt() throws {
        var script = try Script(fills: Script.free(latency_ms: 1000))
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "95", target: "110")
        try script.candle(3, "100", "120", "90", "100")
        #expect(script.fills.map(\.cause) == [.open])
    }

    /// 5 of 10 closed at 110: profit 50, and the stop still guards the other 5: (95 − 100) × 5 = −25.
    @Test func aPartialCloseLeavesTheRestProtected() throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "95", target: "120")
        try script.candle(3, "100", "101", "99", "100")
        script.tick(6)
        try script.close(.sell, "5")
        try script.candle(6, "110", "111", "109", "110")
        try script.candle(9, "100", "100", "94", "95")
        #expect(script.fills.map(\.realisedProfit) == ["0", "50", "-25"])
        #expect(script.broker.state.cash == "10025")
    }

    /// A close for more than is held closes what is held.
    @Test func aCloseOnlyReduces() throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "95", target: "120")
        try script.candle(3, "100", "101", "99", "100")
        script.tick(6)
        try script.close(.sell, "25")
        try script.candle(6, "110", "111", "109", "110")
        #expect(script.fills.map(\.quantity.description) == ["10", "10"])
        #expect(script.broker.state.books[0].position == nil)
    }

    /// Long 10 at 100; the mark is 104: equity 10040, exposure 1040.
    @Test func equityAndExposureFollowTheMark() throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "95", target: "120")
        try script.candle(3, "100", "105", "99", "104")
        script.tick(6)
        guard case .mark(let point) = script.effects.last else { throw ScriptError.noMark }
        #expect((point.cash, point.equity, point.exposure) == ("10000", "10040", "1040"))
        let account = try script.broker.account(at: script.position)
        #expect(account.equity == "10040")
        #expect(account.holdings.map(\.openProfit) == ["40"])
    }
}
