import Indicators
import Testing

/// An indicator is a value: a copy goes its own way, and `value` repeats what `update` gave.
@Suite struct ValueTests {
    @Test func aCopyTakenInTheMiddleGoesOnWithTheSameValues() {
        var original = NineAndMore()
        for sample in SyntheticWalk.samples[..<250] { original.update(sample) }
        var copy = original
        let frozen = original
        for sample in SyntheticWalk.samples[250...] {
            original.update(sample)
            copy.update(sample)
            #expect(original == copy)
        }
        #expect(frozen != original)
    }

    @Test func valueRepeatsTheLatestReading() {
        var all = NineAndMore()
        for sample in SyntheticWalk.samples {
            #expect(all.ema.update(sample.close) == all.ema.value)
            #expect(all.sma.update(sample.close) == all.sma.value)
            #expect(all.rsi.update(sample.close) == all.rsi.value)
            #expect(all.macd.update(sample.close) == all.macd.value)
            #expect(all.atr.update(high: sample.high, low: sample.low, close: sample.close) == all.atr.value)
            #expect(all.adx.update(high: sample.high, low: sample.low, close: sample.close) == all.adx.value)
            #expect(all.bollinger.update(sample.close) == all.bollinger.value)
            #expect(all.donchian.update(high: sample.high, low: sample.low) == all.donchian.value)
            #expect(all.roc.update(sample.close) == all.roc.value)
            let stochastic = all.stochastic.update(high: sample.high, low: sample.low, close: sample.close)
            #expect(stochastic == all.stochastic.value)
            #expect(all.deviation.update(sample.close) == all.deviation.value)
            #expect(all.score.update(sample.volume) == all.score.value)
            #expect(all.volatility.update(sample.close) == all.volatility.value)
            #expect(all.correlation.update(sample.close, sample.volume) == all.correlation.value)
        }
    }
}

/// One of each.
private struct NineAndMore: Equatable {
    var ema = EMA(period: 20)
    var sma = SMA(period: 20)
    var rsi = RSI(period: 14)
    var macd = MACD(fast: 12, slow: 26, signal: 9)
    var atr = ATR(period: 14)
    var adx = ADX(period: 14)
    var bollinger = Bollinger(period: 20, deviations: 2)
    var donchian = Donchian(period: 20)
    var obv = OBV()
    var vwap = VWAP()
    var roc = ROC(period: 12)
    var stochastic = Stochastic(fastK: 5, slowK: 3, slowD: 3)
    var deviation = RollingStandardDeviation(period: 20)
    var score = VolumeZScore(period: 20)
    var volatility = RealisedVolatility(period: 20, periodsPerYear: 2190)
    var correlation = RollingCorrelation(period: 20)
    var ring = RingBuffer(capacity: 10)

    mutating func update(_ sample: Sample) {
        ema.update(sample.close)
        sma.update(sample.close)
        rsi.update(sample.close)
        macd.update(sample.close)
        atr.update(high: sample.high, low: sample.low, close: sample.close)
        adx.update(high: sample.high, low: sample.low, close: sample.close)
        bollinger.update(sample.close)
        donchian.update(high: sample.high, low: sample.low)
        obv.update(close: sample.close, volume: sample.volume)
        vwap.update(high: sample.high, low: sample.low, close: sample.close, volume: sample.volume)
        roc.update(sample.close)
        stochastic.update(high: sample.high, low: sample.low, close: sample.close)
        deviation.update(sample.close)
        score.update(sample.volume)
        volatility.update(sample.close)
        correlation.update(sample.close, sample.volume)
        ring.append(sample.close)
    }
}
