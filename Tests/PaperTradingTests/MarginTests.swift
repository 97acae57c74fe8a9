import PaperTrading
import Testing
import TradingDomain

/// Funding, leverage, liquidation, size and filters, worked out by hand. The start capital is 10 000, the tick 0.01.
struct MarginTests {
    /// One tier: 1 % of the value.
    static func tiers() throws -> MarginTiers { try MarginTiers([(.zero, 10_000)]) }

    private func held(
        _ side: Side,
        stop: String,
        target: String,
        leverage: Int,
        fills: FillModel? = nil
    ) throws -> Script {
        var script = try Script(fills: fills ?? Script.free(), ceiling_percent: 100, tiers: Self.tiers())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(side, "10", stop: stop, target: target, leverage: leverage)
        try script.candle(3, "100", "100.5", "99.5", "100")
        return script
    }

    /// Ten contracts at a mark of 100, value 1000. A rate of 0.01 % is 0.1: the long pays it, the short gets it.
    /// At −0.00003 % it is 0.0003: the other way round. The stamps are 7 ms late.
    @Test(arguments: [
        (Side.buy, "0.0001", "9999.9"), (.sell, "0.0001", "10000.1"), (.buy, "-0.0000003", "10000.0003"),
        (.sell, "-0.0000003", "9999.9997"),
    ])
    func fundingIsPaidAcrossASettlement(side: Side, rate: String, cash: String) throws {
        var script = try held(
            side,
            stop: side == .buy ? "90" : "110",
            target: side == .buy ? "120" : "80",
            leverage: 1
        )
        try script.funding(rate)
        #expect(script.broker.state.cash.description == cash)
        let moved = script.entries.last?.postings.map { "\($0.account)" }
        #expect(moved == ["cash", "funding"])
    }

    /// 0.00000001 contracts at 100 are a value of 0.000001, of which 0.0001 % are 1e-12: a long pays a whole 1e-8, a
    /// short gets nothing, and the entry has no postings then.
    @Test(arguments: [(Side.buy, "9999.99999999", 2), (.sell, "10000", 0)])
    func fundingIsRoundedAgainstTheTrader(side: Side, cash: String, postings: Int) throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        let (stop, target) = side == .buy ? ("90", "120") : ("110", "80")
        try script.order(side, "0.00000001", stop: stop, target: target)
        try script.candle(3, "100", "101", "99", "100")
        try script.funding("0.000001")
        #expect(script.broker.state.cash.description == cash)
        #expect(script.entries.last?.postings.count == postings)
    }

    /// Nothing is open at the settlement: the order that waits is filled at the next candle.
    @Test func aWaitingOrderPaysNoFunding() throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "90", target: "120")
        try script.funding("0.01")
        try script.candle(3, "100", "101", "99", "100")
        #expect(script.broker.state.cash == "10000")
    }

    /// Long 10 at 100 with leverage 10: margin 100. Liquidated at (1000 − 100) ÷ (10 × 0.99) = 90.909090...
    /// Short: (1000 + 100) ÷ (10 × 1.01) = 108.91089108...
    @Test(arguments: [(Side.buy, "90.90909091"), (.sell, "108.91089108")])
    func theLiquidationPriceIsWhereMarginMeetsMaintenance(side: Side, price: String) throws {
        let (stop, target) = side == .buy ? ("80", "120") : ("120", "80")
        let script = try held(side, stop: stop, target: target, leverage: 10)
        #expect(script.broker.state.books[0].liquidation?.description == price)
    }

    /// Leverage 1: a long cannot be liquidated, a short at 2000 ÷ (10 × 1.01) = 198.01980198.
    @Test func withoutLeverageALongIsNeverLiquidated() throws {
        let long = try held(.buy, stop: "80", target: "120", leverage: 1)
        #expect(long.broker.state.books[0].liquidation == nil)
        let short = try held(.sell, stop: "190", target: "80", leverage: 1)
        #expect(short.broker.state.books[0].liquidation?.description == "198.01980198")
    }

    /// The stop at 80 lies behind the liquidation at 90.9090909...; sold at 90.90 (the tick below), profit −91.
    /// Value 909, fee of 1 %: 9.09, more than the 9 that are left of the margin of 100: 9. So 100 are lost, no more.
    @Test func liquidationComesBeforeAStopBehindIt() throws {
        let fills = try FillModel(
            latency_ms: 0,
            expiry_ms: 600_000,
            slippage_bp: 0,
            halfSpread_bp: 0,
            takerFee_millionths: 0,
            liquidationFee_millionths: 10_000
        )
        var script = try held(.buy, stop: "80", target: "120", leverage: 10, fills: fills)
        try script.candle(6, "95", "96", "79", "85")
        #expect(script.fills.map(\.cause) == [.open, .liquidation])
        #expect(script.fills.last?.price.description == "90.9")
        #expect(script.fills.last?.fee == "9")
        #expect(script.broker.state.cash == "9900")
        #expect(script.broker.state.counters.liquidations == 1)
    }

    /// The stop at 95 comes before the liquidation at 90.9: (95 − 100) × 10 = −50.
    @Test func aStopBeforeTheLiquidationIsTheStop() throws {
        var script = try held(.buy, stop: "95", target: "120", leverage: 10)
        try script.candle(6, "99", "99", "80", "85")
        #expect(script.fills.map(\.cause) == [.open, .stopLoss])
        #expect(script.broker.state.cash == "9950")
    }

    /// A gap to 85, behind both: the venue took the position over at 90, where the margin of 100 was gone.
    @Test func aGapBeyondTheMarginLosesTheMargin() throws {
        var script = try held(.buy, stop: "95", target: "120", leverage: 10)
        try script.candle(6, "85", "86", "84", "85")
        #expect(script.fills.last?.cause == .liquidation)
        #expect(script.fills.last?.price.description == "90")
        #expect(script.broker.state.cash == "9900")
    }

    /// Leverage 125 with a maintenance of 1 %: margin 0.8 % is below it from the start.
    @Test func aLeverageThatWouldBeLiquidatedAtOnceIsRefused() throws {
        var script = try Script(fills: Script.free(), tiers: Self.tiers())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "90", target: "120", leverage: 125)
        #expect(script.expiries == ["with leverage 125 it is liquidated at 100.20202021"])
    }

    /// Value 100 000: to 50 000 at 0.4 %, above at 0.5 % with a deduction of 50 000 × 0.1 % = 50.
    /// Long 1000 at 100, leverage 10: (100 000 − 10 000 − 50) ÷ (1000 × 0.995) = 90.40201005...
    @Test func theTierFollowsTheValue() throws {
        var script = try Script(fills: Script.free(), equity: "1000000")
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "1000", stop: "80", target: "120", leverage: 10)
        try script.candle(3, "100", "101", "99", "100")
        #expect(script.broker.state.books[0].liquidation?.description == "90.40201006")
    }

    /// Two positions of 6000 with leverage 1 need 12 000 of margin, 10 000 are there.
    @Test func marginThatIsNotThereIsNotLent() throws {
        var script = try Script(fills: Script.free(), symbols: ["BTCUSDT", "ETHUSDT"], ceiling_percent: 100)
        for symbol in ["BTCUSDT", "ETHUSDT"] { try script.candle(0, "100", "100", "100", "100", of: symbol) }
        script.tick(3)
        try script.order(.buy, "60", stop: "90", target: "120", of: "BTCUSDT")
        try script.candle(3, "100", "100.5", "99.5", "100")
        script.tick(6)
        try script.order(.buy, "60", stop: "90", target: "120", of: "ETHUSDT")
        #expect(script.expiries == ["margin 6000 is needed, 4000 is free"])
    }

    /// A fifth of each candle's volume: 20 of 100, 20 of 100, then the last 5. Bought at 100, 102 and 104:
    /// (20 × 100 + 20 × 102 + 5 × 104) ÷ 45 = 101.333333... , rounded up for a long.
    @Test func alargeOrderIsFilledInParts() throws {
        let fills = try FillModel(
            latency_ms: 0,
            expiry_ms: 600_000,
            slippage_bp: 0,
            halfSpread_bp: 0,
            takerFee_millionths: 0,
            participation_percent: 20
        )
        var script = try Script(fills: fills, ceiling_percent: 100)
        try script.candle(0, "100", "100", "100", "100", volume: "100")
        script.tick(3)
        try script.order(.buy, "45", stop: "90", target: "120")
        for (index, price) in ["100", "102", "104"].enumerated() {
            try script.candle(3 + 3 * Int64(index), price, price, "99", price, volume: "100")
        }
        #expect(script.fills.map(\.quantity.description) == ["20", "20", "5"])
        #expect(script.broker.state.books[0].position?.averagePrice.description == "101.33333334")
        #expect(script.broker.state.books[0].pending == nil)
    }

    /// 20 of 45 are filled; the stop closes the 20, and the rest of the order goes with them.
    @Test func aStopOfAPartTakesTheRestOfTheOrderAway() throws {
        let fills = try FillModel(
            latency_ms: 0,
            expiry_ms: 6_000_000,
            slippage_bp: 0,
            halfSpread_bp: 0,
            takerFee_millionths: 0,
            participation_percent: 20
        )
        var script = try Script(fills: fills, ceiling_percent: 100)
        try script.candle(0, "100", "100", "100", "100", volume: "100")
        script.tick(3)
        try script.order(.buy, "45", stop: "90", target: "120")
        try script.candle(3, "100", "101", "89", "90", volume: "100")
        #expect(script.fills.map(\.cause) == [.open, .stopLoss])
        #expect(script.fills.map(\.quantity.description) == ["20", "20"])
        #expect(script.expiries == ["the position was closed before by stop_loss"])
        #expect(script.broker.state.cash == "9800")
    }

    /// 20 bp for the average volume. Ten of an average of 100: 2 bp, so 100.02. After a candle of 300 the average is
    /// 100 + 200 ÷ 20 = 110; closing ten moves by 20 × 10 ÷ 110 = 1.8181... bp, as 182 millionths: 99.9818, so 99.98.
    @Test func slippageGrowsWithTheSizeAgainstTheVolume() throws {
        let fills = try FillModel(
            latency_ms: 0,
            expiry_ms: 600_000,
            slippage_bp: 0,
            halfSpread_bp: 0,
            takerFee_millionths: 0,
            impact_bp: 20
        )
        var script = try Script(fills: fills, tick: "0.0001")
        try script.candle(0, "100", "100", "100", "100", volume: "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "90", target: "120")
        try script.candle(3, "100", "101", "99", "100", volume: "300")
        script.tick(6)
        try script.close(.sell, "10")
        try script.candle(6, "100", "101", "99", "100", volume: "100")
        #expect(script.fills.map(\.price.description) == ["100.02", "99.9818"])
    }

    struct Filter: CustomTestStringConvertible {
        let testDescription: String
        let quantity: String
        let reason: String?
    }

    /// Step 0.5, smallest value 150, price 100.
    @Test(arguments: [
        Filter(testDescription: "on the step", quantity: "1.5", reason: nil),
        Filter(testDescription: "off the step", quantity: "1.7", reason: "quantity 1.7 is no multiple of the step 0.5"),
        Filter(testDescription: "too small a value", quantity: "1", reason: "notional 100 is below the smallest, 150"),
    ])
    func theVenuesFiltersHold(_ example: Filter) throws {
        var script = try Script(fills: Script.free(), lot: "0.5", minimumNotional: "150")
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, example.quantity, stop: "90", target: "120")
        #expect(script.expiries.first == example.reason)
    }

    /// Two lots are held, worth 100 in all at 50: below the smallest value of 150, and it can be closed all the same.
    @Test func dustCanAlwaysBeClosed() throws {
        var script = try Script(fills: Script.free(), lot: "1", minimumNotional: "150")
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "2", stop: "40", target: "120")
        try script.candle(3, "100", "101", "50", "50")
        script.tick(6)
        try script.close(.sell, "2")
        try script.candle(6, "50", "51", "49", "50")
        #expect(script.fills.map(\.cause) == [.open, .close])
        #expect(script.broker.state.books[0].position == nil)
    }

    /// An order against the position closes it and opens nothing, however large it is.
    @Test func aFlipIsAClose() throws {
        var script = try held(.buy, stop: "90", target: "120", leverage: 1)
        script.tick(6)
        try script.close(.sell, "25")
        try script.candle(6, "110", "111", "109", "110")
        #expect(script.fills.map(\.quantity.description) == ["10", "10"])
        #expect(script.broker.state.books[0].position == nil)
        script.tick(9)
        try script.order(.sell, "10", stop: "120", target: "90")
        try script.candle(9, "110", "111", "109", "110")
        #expect(script.broker.state.books[0].position?.side == .sell)
    }

    /// Long 10 with a margin of 1000: 9000 are free. Put in 500, take out 9500, and not a unit more.
    @Test func whatIsFreeMayBeTakenOut() throws {
        var script = try held(.buy, stop: "90", target: "120", leverage: 1)
        let put = script.broker.handle(.transferred(try Transfer(amount: "500", note: "ann: more")), at: .epoch)
        #expect(put.entries.first?.postings.map(\.amount) == [500_00000000, -500_00000000])
        var spent = script.broker
        let tooMuch = spent.handle(.transferred(try Transfer(amount: "-9500.00000001", note: "")), at: .epoch)
        #expect(tooMuch == [.fail(.notFree(amount: "-9500.00000001", free: "9500"))])
        _ = script.broker.handle(.transferred(try Transfer(amount: "-9500", note: "ann: rent")), at: .epoch)
        #expect(script.broker.state.cash == "1000")
        #expect(script.broker.state.initialEquity == "10000")
    }
}
