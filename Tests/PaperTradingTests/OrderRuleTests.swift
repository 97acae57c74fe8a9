import PaperTrading
import Testing
import TradingDomain

struct OrderRuleTests {
    /// The exchange stands still: candles without a trade, then none at all. Decided 00:03, ten minutes to expiry.
    @Test func anOrderExpiresInAHalt() throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "95", target: "110")
        try script.candle(3, "100", "100", "100", "100", volume: "0")
        script.tick(15)
        #expect(script.expiries == [])
        script.tick(20)
        #expect(script.expiries == ["no price came by 2023-03-24T00:13:00Z"])
        try script.candle(21, "100", "101", "99", "100")
        #expect(script.fills == [])
        #expect(try script.broker.account(at: 1).pendingOrders == [])
    }

    /// The first candle after the gap opens after the deadline: its own arrival drops the order.
    @Test func anOrderIsNotExecutedAfterAGap() throws {
        var script = try Script(fills: Script.free(expiry_ms: 60_000))
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "95", target: "110")
        try script.candle(6, "100", "101", "99", "100")
        #expect(script.fills == [])
        #expect(script.expiries == ["no price came by 2023-03-24T00:04:00Z"])
    }

    /// A price at the deadline itself is still taken, one millisecond later is not.
    @Test(arguments: [(Int64(180_000), 1), (179_999, 0)])
    func theDeadlineIsInclusive(expiry_ms: Int64, fills: Int) throws {
        var script = try Script(fills: Script.free(latency_ms: 1000, expiry_ms: expiry_ms))
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "95", target: "110")
        try script.candle(3, "100", "101", "99", "100")
        #expect(script.fills.count == fills)
    }

    @Test func aRepeatedOrderHasNoSecondEffect() throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "95", target: "110")
        let (before, id) = (script.broker.state, try #require(script.broker.state.books[0].pending?.order.id))
        try script.order(.buy, "10", stop: "95", target: "110")
        #expect(script.effects.last == .repeated(id))
        #expect(script.broker.state == before)

        try script.candle(3, "100", "101", "99", "100")
        script.tick(6)
        let held = script.broker.state
        let answer = script.broker.handle(
            .ordered([ApprovedOrder(order: try #require(before.books[0].pending).order, gateEpoch: 8)]),
            at: script.time
        )
        #expect(answer == [.repeated(id)])
        #expect(script.broker.state == held)
    }

    /// Both legs of one cycle are known, and so is everything of an earlier one.
    @Test func bothLegsOfACycleAreRemembered() throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        for _ in 0..<2 {
            try script.order(.buy, "10", stop: "95", target: "110")
            try script.close(.sell, "10")
        }
        let earlier = try script.makeOrder(.sell, "10", nil)
        script.tick(4)
        try script.close(.sell, "10")
        script.send(earlier)
        #expect(script.effects.repeatedOrders.map(\.leg) == [.open, .close, .close])
        #expect(script.broker.state.counters.ordersAccepted == 3)
    }

    @Test func aSecondOrderForASymbolExpires() throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "95", target: "110")
        script.tick(4)
        try script.order(.buy, "10", stop: "95", target: "110")
        #expect(script.expiries == ["order 2023-03-24T00:03:00Z/BTCUSDT/open waits already"])
        try script.candle(3, "100", "101", "99", "100")
        script.tick(6)
        try script.order(.buy, "10", stop: "95", target: "110")
        #expect(script.expiries.last == "a position is open already")
        #expect(script.fills.count == 1)
    }

    @Test func aCloseWithoutItsPositionExpires() throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.close(.sell, "10")
        #expect(script.expiries == ["no position is open"])
    }

    @Test func aCloseThatWouldEnlargeExpires() throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "95", target: "110")
        try script.candle(3, "100", "101", "99", "100")
        script.tick(6)
        try script.close(.buy, "10")
        #expect(script.expiries == ["it would enlarge the position it closes"])
    }

    /// Active at 00:06:01, but the stop is hit in 00:06-00:09 before its close.
    @Test func aStopComesBeforeACloseThatWaits() throws {
        var script = try Script(fills: Script.free(latency_ms: 1000))
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "95", target: "110")
        try script.candle(3, "100", "101", "99", "100")
        script.tick(6)
        try script.close(.sell, "10")
        try script.candle(6, "100", "101", "94", "98")
        #expect(script.fills.map(\.cause) == [.open, .stopLoss])
        #expect(script.expiries == ["the position was closed before by stop_loss"])
    }

    /// The market opens below the stop: a long bought there would be stopped out at once.
    @Test(arguments: [("94", "94"), ("95", "95"), ("110", "110"), ("112", "112")])
    func anOrderBeyondItsStopOrTargetExpires(open: String, named: String) throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "95", target: "110")
        try script.candle(3, open, "113", "93", "100")
        #expect(script.fills == [])
        #expect(script.expiries == ["price \(named) is not between stop 95 and target 110"])
    }

    /// 94.99 is beyond the stop; the 95.02 that a buyer pays is not. 109.99 is within, the 110.03 paid is not.
    @Test(arguments: [("94.99", "94.99"), ("109.99", "110.03")])
    func marketAndPaidPriceMustBothBeWithin(open: String, named: String) throws {
        let costs = try FillModel(
            latency_ms: 0,
            expiry_ms: 600_000,
            slippage_bp: 2,
            halfSpread_bp: 1,
            takerFee_millionths: 500
        )
        var script = try Script(fills: costs)
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "95", target: "110")
        try script.candle(3, open, "113", "93", "100")
        #expect(script.expiries == ["price \(named) is not between stop 95 and target 110"])
    }

    /// 25 % of 10 000 at 100 are 25 contracts.
    @Test(arguments: [("25", 0), ("25.00000001", 1)])
    func theBrokerHasACeilingOfItsOwn(quantity: String, expiries: Int) throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, quantity, stop: "95", target: "110")
        #expect(script.expiries.count == expiries)
        #expect(script.expiries.allSatisfy { $0.hasSuffix("is above 25 % of equity 10000") })
    }

    /// The ceiling holds at the price that is paid, too: 25 contracts at 101 are 2525.
    @Test func theCeilingHoldsAtTheFill() throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "25", stop: "95", target: "110")
        try script.candle(3, "101", "102", "100", "101")
        #expect(script.expiries == ["notional 2525 is above 25 % of equity 10000"])
    }

    @Test func anOrderOfAnUntradedSymbolExpires() throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "1", stop: "95", target: "110", of: "AAAUSDT")
        #expect(script.expiries == ["AAAUSDT is not traded by this account"])
        try script.order(.buy, "1", stop: "95", target: "110", of: "AAAUSDT")
        #expect(script.expiries.count == 1)
    }

    @Test func aLateOrderTakesNoPriceFromBeforeItCame() throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        let late = try script.makeOrder(
            .buy,
            "10",
            Order.Protection(stopLoss: try Price(parsing: "90"), takeProfit: try Price(parsing: "120"))
        )
        try script.candle(3, "101", "102", "100", "101")
        script.tick(8)
        script.send(late)
        try script.candle(6, "105", "107", "104", "106")
        #expect(script.fills.map(\.price.description) == ["106"])

        script.tick(20)
        let tooLate = try script.makeOrder(.sell, "10", nil)
        script.tick(31)
        script.send(tooLate)
        #expect(script.expiries == ["it came after its deadline 2023-03-24T00:30:00Z"])
    }

    @Test func aHoleInTheLogStopsTheBroker() throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        let before = script.broker.state
        let hole = MarketEvent(position: 4, time: script.time, kind: .tick)
        #expect(script.broker.apply(hole) == [.fail(.gap(expected: 3, was: 4))])
        let old = MarketEvent(position: 2, time: script.time, kind: .tick)
        #expect(script.broker.apply(old) == [])
        let back = MarketEvent(position: 3, time: .epoch, kind: .tick)
        #expect(script.broker.apply(back) == [.fail(.timeWentBack(position: 3, was: .epoch, last: script.time))])
        #expect(script.broker.state == before)
        #expect(throws: BrokerError.notReached(position: 3, cursor: 2)) { try script.broker.account(at: 3) }
    }

    @Test func anOrderOfTheFutureStopsTheBroker() throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        let before = script.broker.state
        script.position = 9
        let order = try script.makeOrder(.sell, "1", nil)
        script.send(order)
        #expect(script.effects.last == .fail(.orderAhead(order.id, position: 9, cursor: 1)))
        #expect(script.broker.state == before)
    }

    /// 92 billion is the largest price there is: the profit of one contract fits, that of ten does not.
    @Test func anAmountThatDoesNotFitIsNamed() throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "50", target: "92000000000")
        try script.candle(3, "100", "100.01", "100", "100")
        try script.candle(6, "100", "91000000000", "100", "91000000000")
        script.tick(9)
        guard case .fail(.tooLarge) = script.effects.last else {
            Issue.record("\(String(describing: script.effects.last))")
            return
        }
        script.tick(12)
        guard case .fail(.tooLarge) = script.effects.last else {
            Issue.record("a broken broker went on")
            return
        }
    }

    @Test func settingsNameEveryProblem() throws {
        let error = #expect(throws: (any Error).self) {
            try FillModel(
                latency_ms: -1,
                expiry_ms: 0,
                slippage_bp: 2000,
                halfSpread_bp: 0,
                takerFee_millionths: 0
            )
        }
        let text = try #require(error.map { "\($0)" })
        for name in ["latency_ms was -1", "expiry_ms was 0", "slippage_bp was 2000"] { #expect(text.contains(name)) }
    }
}
