import Testing

/// What holds for every indicator, whatever it computes: no future, no memory outside the value, absence until warm.
@Suite struct StreamingTests {
    private static let columns = Column.synthetic + Column.shared

    @Test(arguments: columns)
    func equalsARecomputationOfEveryPrefix(_ column: Column) {
        let samples = SyntheticWalk.samples
        let streamed = column.readings(over: samples)
        for end in stride(from: 1, through: samples.count, by: 13) {
            let recomputed = column.readings(over: Array(samples[..<end]))
            #expect(bits(recomputed) == bits(Array(streamed[..<end])), "\(column.name), first \(end) candles")
        }
    }

    @Test(arguments: columns)
    func doesNotSeeCandlesThatComeLater(_ column: Column) {
        let samples = SyntheticWalk.samples
        let streamed = column.readings(over: samples)
        for cut in [1, 30, 205, 399] {
            var altered = samples
            for index in cut..<samples.count { altered[index] = samples[samples.count - 1 - (index - cut)] }
            let readings = column.readings(over: altered)
            #expect(bits(Array(readings[..<cut])) == bits(Array(streamed[..<cut])), "\(column.name), cut at \(cut)")
        }
    }

    @Test(arguments: columns)
    func givesTheSameBytesInEveryRun(_ column: Column) {
        let samples = SyntheticWalk.samples
        #expect(bits(column.readings(over: samples)) == bits(column.readings(over: samples)))
    }

    @Test(
        arguments: [
            ("ema20", 19), ("ema50", 49), ("rsi7", 7), ("rsi14", 14), ("macd", 33), ("macd_signal", 33),
            ("macd_hist", 33), ("atr3", 3), ("atr14", 14), ("adx14", 27), ("plus_di14", 14), ("minus_di14", 14),
            ("bb_upper", 19), ("bb_middle", 19), ("bb_lower", 19), ("obv", 0), ("sma20_volume", 19), ("roc12", 12),
            ("stf_5_3_3", 8), ("std_14_1_4", 16), ("sd_30", 29), ("dcu_13", 12), ("rv_30_2190", 30),
        ]
    )
    func isAbsentUntilItsFirstValidIndex(_ name: String, _ first: Int) throws {
        let column = try #require(Self.columns.first { $0.name == name })
        let readings = column.readings(over: SyntheticWalk.samples)
        #expect(readings.firstIndex { $0 != nil } == first)
        #expect(readings[first...].allSatisfy { $0 != nil })
    }

    private func bits(_ readings: [Double?]) -> [UInt64?] {
        readings.map { $0?.bitPattern }
    }
}
