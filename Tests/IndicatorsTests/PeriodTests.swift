import Indicators
import Testing

/// A period out of range is a mistake in the program: it stops at once, and a debug build says what is allowed.
@Suite struct PeriodTests {
    @Test func aPeriodBelowItsMinimumStops() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = EMA(period: 1)
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("the period of EMA was 1; allowed is 2 to 100000 values"))
    }

    @Test func aPeriodAboveTheLimitStops() async {
        await #expect(processExitsWith: .failure) { _ = SMA(period: 100_001) }
    }

    @Test func aFastAverageMustBeShorterThanTheSlowOne() async {
        await #expect(processExitsWith: .failure) { _ = MACD(fast: 26, slow: 12, signal: 9) }
    }

    @Test func bandsNeedAWidth() async {
        await #expect(processExitsWith: .failure) { _ = Bollinger(period: 20, deviations: 0) }
    }

    @Test func aPositionOutsideARingStops() async {
        await #expect(processExitsWith: .failure) {
            var ring = RingBuffer(capacity: 2)
            ring.append(1)
            _ = ring[1]
        }
    }

    @Test func theRangesAreThoseOfTALib() {
        #expect(EMA.periods == 2...100_000)
        #expect(ATR.periods == 1...100_000)
        #expect(ROC.periods == 1...100_000)
        #expect(ADX.periods == 2...100_000)
        #expect(MACD.signalPeriods == 1...100_000)
    }
}
