import ModelAgent
import Testing
import TradingDomain

/// The prompt's layout, byte by byte: a change here is a new prompt version.
@Suite struct PromptGoldenTests {
    @Test func theLayoutIsPinned() throws {
        var numbers = try TraderRow.numbers()
        numbers.trend?.closeTime = try Timestamp(parsing: "2023-03-24T12:00:00Z").milliseconds
        numbers.trend?.close = 10_090_000_000
        numbers.lists.supports = [LevelNumbers(price: 9_950_000_000, touches: 3, distance: FineAmount.one * 3 / 2)]
        numbers.market.funding = -FineAmount.one / 80
        numbers.lists.correlations = [
            CorrelationNumbers(other: try Symbol("ETHUSDT"), coefficient: -FineAmount.one * 7 / 100)
        ]
        numbers.lists.closes = [10_100_000_000, 1]
        let cycle = CycleID(time: try Timestamp(parsing: "2023-03-24T12:05:00Z"), position: 1)
        let prompt = PromptText.render(.entry, [numbers], cycle: cycle, template: .english)
        #expect(prompt.user == Self.golden)
    }

    private static let golden = """
        question: entry
        [trend BTCUSDT]
        closed: 2023-03-24T12:00:00Z
        close: 100.9
        direction: up
        strength: strong
        ema20: 100
        ema50: 99
        macd: 0.3
        macd_signal: 0.2
        macd_histogram: 0.1
        rsi14: 60
        adx14: 30
        atr3: 0.9
        atr14: 1
        bollinger_upper: 103
        bollinger_middle: n/a
        bollinger_lower: 98
        volume_ratio: n/a
        momentum_percent: 1.5
        supports: 99.5 touches 3 distance_atr 1.5
        resistances: n/a
        [market BTCUSDT]
        price: 101
        volatility_percent_year: n/a
        recent_gap: no
        funding_percent: -0.0125
        open_interest: n/a
        correlations: ETHUSDT -0.07
        [entry BTCUSDT]
        timeframe: n/a
        closed: n/a
        close: 101
        ema20: 100.8
        ema50: n/a
        macd: n/a
        macd_signal: n/a
        macd_histogram: 0.005
        rsi7: 70
        rsi14: n/a
        atr14: 0.1
        breakout: buy
        breakout_level: 100.9
        breakout_excess_atr: 1
        volume_ratio: 2
        momentum_percent: 0.4
        condition: n/a
        micro_trend: up
        last_closes: 101 0.00000001
        last_ema20: n/a
        last_macd: n/a
        last_rsi7: n/a
        last_rsi14: n/a
        [account] n/a
        clock: 2023-03-24T12:05:00Z

        """
}
