import Backtesting
import Testing
import TradingDomain

/// The baseline of luck is one: it has no edge of its own.
@Suite struct RandomEntriesTests {
    private static func trades(_ symbol: Symbol, count: Int) throws -> [ClosedTrade] {
        let price = try Price(parsing: "100")
        let quantity = try Quantity(parsing: "1")
        var fills: [Fill] = []
        for number in 0..<count {
            let opened = Timestamp(milliseconds: Int64(number) * 100 * 180_000)
            let id = OrderID(decision: DecisionID(cycle: opened, symbol: symbol), leg: .open)
            for (cause, side, time) in [
                (Fill.Cause.open, Side.buy, opened),
                (.takeProfit, .sell, opened.advanced(byMilliseconds: Int64(10 + number % 40) * 180_000)),
            ] {
                fills.append(
                    Fill(
                        order: id,
                        cause: cause,
                        side: side,
                        quantity: quantity,
                        price: price,
                        fee: .zero,
                        realisedProfit: .zero,
                        time: time,
                        position: 1
                    )
                )
            }
        }
        return ClosedTrade.all(in: fills.map { .fill($0) })
    }

    /// A market that trebles, so that a side that was kept would show.
    @Test func overTwoHundredSeedsTheMeanEdgeIsZeroWithinItsStandardError() throws {
        let symbol = try Symbol("BTCUSDT")
        let trades = try Self.trades(symbol, count: 60)
        #expect(trades.count == 60)
        let candles = try Fixture.candles(["BTCUSDT"], seed: 11, days: 40)
        let opens = candles.enumerated().map { $1.open.value * (1 + 2 * Double($0) / Double(candles.count)) }
        let random = RandomEntries(
            trades: trades,
            opens: [(symbol, opens)],
            interval_ms: 180_000,
            costFraction: 0.0016
        )
        let draws = (1...200).map { random.draw(seed: UInt64($0)) }
        let mean = draws.reduce(0) { $0 + $1.edge } / 200
        let variance = draws.reduce(0) { $0 + ($1.edge - mean) * ($1.edge - mean) } / 199
        let standardError = (variance / 200).squareRoot()
        #expect(standardError > 0)
        #expect(abs(mean) <= standardError, "\(mean) against a standard error of \(standardError)")
        // Sixty trades of 100 USDT at 16 basis points for both sides.
        #expect(draws.allSatisfy { abs($0.costs - 9.6) < 1e-9 })
        #expect(random.draw(seed: 3) == random.draw(seed: 3))
        #expect(random.draw(seed: 3) != random.draw(seed: 4))
    }

    @Test func tradesThatFillTheWholeTimeHaveNowhereElseToGo() throws {
        let symbol = try Symbol("BTCUSDT")
        let trades = try Self.trades(symbol, count: 3)
        let random = RandomEntries(trades: trades, opens: [(symbol, [1, 2, 3])], interval_ms: 180_000, costFraction: 0)
        #expect(random.draw(seed: 1).edge == 0)
    }
}
