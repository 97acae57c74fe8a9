import PaperTrading
import Testing
import TradingDomain

/// Ten cases that papers and peers get wrong, each worked out to the cent. The start capital is 10 000, the tick 0.01, the
/// fee 0.1 % of every fill; there is neither slippage nor spread, and an order takes the next open.
struct NamedCaseTests {
    private static func script(
        participation_percent: Int64 = 1_000_000,
        lot: String = "0.00000001",
        minimumNotional: String = "0"
    ) throws -> Script {
        var script = try Script(
            fills: FillModel(
                latency_ms: 0,
                expiry_ms: 600_000,
                slippage_bp: 0,
                halfSpread_bp: 0,
                takerFee_millionths: 1000,
                participation_percent: participation_percent,
                liquidationFee_millionths: 5000
            ),
            lot: lot,
            minimumNotional: minimumNotional,
            ceiling_percent: 100,
            tiers: MarginTests.tiers()
        )
        try script.candle(0, "100", "100", "100", "100", volume: "100")
        script.tick(3)
        return script
    }

    /// Ten contracts bought at 100: value 1000, fee 1.
    private static func long(stop: String = "90", target: String = "120", leverage: Int = 1) throws -> Script {
        var script = try script()
        try script.order(.buy, "10", stop: stop, target: target, leverage: leverage)
        try script.candle(3, "100", "100.5", "99.5", "100")
        script.tick(6)
        return script
    }

    /// A fifth of each candle's 100: 20 sold at 100, 20 at 98, 5 at 97.
    ///
    ///     average  (2000 + 1960 + 485) ÷ 45 = 98.7777777777... → 98.77777777, down for a short
    ///     fees     2.000 + 1.960 + 0.485 = 4.445
    ///     at 97    (98.77777777 − 97) × 45 = 79.99999965 open; equity 10000 − 4.445 + 79.99999965 = 10075.55499965
    ///     target   (98.77777777 − 90) × 45 = 394.99999965; value 4050, fee 4.05
    ///     cash     10000 − 4.445 + 394.99999965 − 4.05 = 10386.50499965
    @Test func shortAveragePrice() throws {
        var script = try Self.script(participation_percent: 20)
        try script.order(.sell, "45", stop: "110", target: "90")
        for (index, price) in ["100", "98", "97"].enumerated() {
            try script.candle(3 + 3 * Int64(index), price, "100.5", "96.5", price, volume: "100")
        }
        script.tick(12)
        #expect(script.fills.map(\.quantity.description) == ["20", "20", "5"])
        #expect(script.broker.state.books[0].position?.averagePrice.description == "98.77777777")
        #expect(try script.broker.account(at: script.position).equity == "10075.55499965")
        try script.candle(12, "97", "97", "90", "91", volume: "100")
        #expect(script.fills.map(\.realisedProfit) == ["0", "0", "0", "394.99999965"])
        #expect(script.broker.state.cash == "10386.50499965")
    }

    /// Three of ten at 105, three at 98, the last four by the stop at 95.
    ///
    ///     profits  (105 − 100) × 3 = 15;  (98 − 100) × 3 = −6;  (95 − 100) × 4 = −20
    ///     fees     1;  0.315;  0.294;  0.38
    ///     cash     10000 + 15 − 6 − 20 − 1.989 = 9987.011
    @Test func partialCloses() throws {
        var script = try Self.long(stop: "95")
        try script.close(.sell, "3")
        try script.candle(6, "105", "105", "99", "99")
        script.tick(9)
        try script.close(.sell, "3")
        try script.candle(9, "98", "98", "97", "97")
        try script.candle(12, "97", "97", "94", "96")
        #expect(script.fills.map(\.cause) == [.open, .close, .close, .stopLoss])
        #expect(script.fills.map(\.realisedProfit) == ["0", "15", "-6", "-20"])
        #expect(script.fills.map(\.fee) == ["1", "0.315", "0.294", "0.38"])
        #expect(script.broker.state.cash == "9987.011")
    }

    /// Long 10 from 100 to 104, turned round by two orders of two cycles, short 10 from 104 to 101. An order of 25
    /// against the long closes the 10 that there are.
    ///
    ///     profits  (104 − 100) × 10 = 40;  (104 − 101) × 10 = 30
    ///     fees     1 + 1.04 + 1.04 + 1.01 = 4.09
    ///     cash     10000 + 70 − 4.09 = 10065.91
    @Test func flip() throws {
        var script = try Self.long()
        try script.close(.sell, "25")
        try script.candle(6, "104", "104", "103", "104")
        script.tick(9)
        try script.order(.sell, "10", stop: "120", target: "80")
        try script.candle(9, "104", "105", "103", "103")
        #expect(script.broker.state.books[0].position?.side == .sell)
        script.tick(12)
        try script.close(.buy, "10")
        try script.candle(12, "101", "102", "100", "101")
        #expect(script.fills.map(\.quantity.description) == ["10", "10", "10", "10"])
        #expect(script.broker.state.cash == "10065.91")
    }

    /// (110 − 100) × 10 = 100, less 0.1 % of 1000 and 0.1 % of 1100: 100 − 1 − 1.10; cash 10097.90.
    @Test func feeOnBothLegs() throws {
        var script = try Self.long()
        try script.close(.sell, "10")
        try script.candle(6, "110", "111", "109", "110")
        #expect(script.fills.map(\.fee) == ["1", "1.1"])
        #expect(script.broker.state.cash == "10097.9")
    }

    /// The mark is 102 when 0.01 % is settled, 7 ms after the hour: 1020 × 0.0001 = 0.102 are paid.
    ///
    ///     cash  10000 − 1 − 0.102 + (103 − 100) × 10 − 1.03 = 10027.868
    @Test func fundingAcrossASettlement() throws {
        var script = try Self.long()
        try script.candle(6, "101", "103", "100", "102")
        script.tick(9)
        try script.funding("0.0001")
        script.tick(12)
        try script.close(.sell, "10")
        try script.candle(12, "103", "103", "103", "103")
        #expect(script.broker.state.counters.funding == "-0.102")
        #expect(script.broker.state.cash == "10027.868")
    }

    /// The stop is 95, the market opens at 91: (91 − 100) × 10 = −90, fees 1 + 0.91; cash 9908.09.
    @Test func gapThroughAStop() throws {
        var script = try Self.long(stop: "95")
        try script.candle(6, "91", "96", "90", "95")
        #expect(script.fills.last?.price.description == "91")
        #expect(script.broker.state.cash == "9908.09")
    }

    /// From 94 to 111 in one candle: the stop at 95, (95 − 100) × 10 = −50, fees 1 + 0.95; cash 9948.05. The target at 110
    /// would have given +100, 150 more.
    @Test func bothTouched() throws {
        var script = try Self.long(stop: "95", target: "110")
        try script.candle(6, "100", "111", "94", "100")
        #expect(script.fills.last?.cause == .stopLoss)
        #expect(script.broker.state.cash == "9948.05")
        #expect(script.broker.state.counters.ambiguousCandles == 1)
        #expect(script.broker.state.counters.ambiguousProfit == "150")
    }

    /// Leverage 10: margin 100, maintenance 1 %: liquidated at (1000 − 100) ÷ (10 × 0.99) = 90.9090..., before the stop at
    /// 85; sold at 90.90, the tick below.
    ///
    ///     profit  (90.90 − 100) × 10 = −91, so 9 of the margin are left
    ///     fee     909 × (0.1 % + 0.5 %) = 5.454, less than the 9
    ///     cash    10000 − 1 − 91 − 5.454 = 9902.546
    @Test func liquidationBeforeTheStop() throws {
        var script = try Self.long(stop: "85", leverage: 10)
        try script.candle(6, "95", "96", "84", "85")
        #expect(script.fills.last?.cause == .liquidation)
        #expect(script.fills.last?.price.description == "90.9")
        #expect(script.fills.last?.fee == "5.454")
        #expect(script.broker.state.cash == "9902.546")
    }

    /// The smallest value is 150: 1.4 at 100 are 140 and are refused, 1.5 are 150 and are bought; fee 0.15.
    @Test func minimumNotional() throws {
        var script = try Self.script(minimumNotional: "150")
        try script.order(.buy, "1.4", stop: "90", target: "120")
        #expect(script.expiries == ["notional 140 is below the smallest, 150"])
        try script.candle(3, "100", "100", "100", "100")
        script.tick(6)
        try script.order(.buy, "1.5", stop: "90", target: "120")
        try script.candle(6, "100", "100", "100", "100")
        #expect(script.fills.map(\.quantity.description) == ["1.5"])
        #expect(script.broker.state.cash == "9999.85")
    }

    /// 1.499 of 1.5 are sold; 0.001 is left, worth 0.10 where 150 are the least. It can be closed all the same, to nothing.
    ///
    ///     fees  0.15 + 0.1499 + 0.0001 = 0.30
    @Test func dust() throws {
        var script = try Self.script(lot: "0.001", minimumNotional: "150")
        try script.order(.buy, "1.5", stop: "90", target: "120")
        try script.candle(3, "100", "100", "100", "100")
        script.tick(6)
        try script.close(.sell, "1.499")
        try script.candle(6, "100", "100", "100", "100")
        #expect(script.broker.state.books[0].position?.quantity.description == "0.001")
        script.tick(9)
        try script.close(.sell, "0.001")
        try script.candle(9, "100", "100", "100", "100")
        #expect(script.broker.state.books[0].position == nil)
        #expect(script.broker.state.cash == "9999.7")
    }
}
