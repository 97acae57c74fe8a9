import Backtesting
import PaperTrading
import TestSupport
import Testing
import TradingDomain

/// The series and the strategy by which other engines were measured, with what they found.
@Suite struct NativeBacktestTests {
    @Test func aYearOfTheReferenceSeriesGivesTheFillsAndTheEquityOfOtherEngines() throws {
        let symbol = try Symbol("BTCUSDT")
        var backtest = NativeBacktest(
            EMACross(quantity: try Quantity(parsing: "1")),
            symbol: symbol,
            initialEquity: try Money(parsing: "1000000"),
            settings: try .reference(symbol)
        )
        for candle in ReferenceSeries(symbol: symbol).prefix(175_200) { try backtest.add(candle) }
        #expect(backtest.counters.fills == 2_806)
        let equity = try Money(parsing: "1290966.45")
        #expect((backtest.equity - equity).units.magnitude < 1_000_000, "\(backtest.equity) is \(equity) to the cent")
        #expect(backtest.counters.ordersExpired == 0)
        // The books say the same as the counters.
        var cash = Int64(0)
        for posting in backtest.entries.flatMap(\.postings) where posting.account == .cash { cash += posting.amount }
        #expect(cash == backtest.equity.units)
    }

    @Test func theSeriesBeginsAsItsDefinitionSays() throws {
        let symbol = try Symbol("BTCUSDT")
        let first = Array(ReferenceSeries(symbol: symbol).prefix(2))
        #expect(first[0].open.description == "42000")
        #expect(first[1].open == first[0].close)
    }
}
