import Testing
import TradingDomain

@testable import Features

@Suite struct DivergenceFinderTests {
    /// A peak of each height in the middle of seven candles, with the RSI given there.
    private static func told(
        _ peaks: [(height: Double, rsi: Double?)],
        quiet: Int = 0,
        sign: Double = 1
    ) -> [MomentumFeatures.Divergence?] {
        var finder = DivergenceFinder()
        var told: [MomentumFeatures.Divergence?] = []
        func add(_ level: Double, _ rsi: Double?) {
            // The other edge only ever goes one way, so that it has no swings of its own.
            let drift = -sign * (1_000 + Double(told.count))
            let edges = [level * sign, drift]
            told.append(
                finder.add(
                    high: sign > 0 ? edges[0] : edges[1],
                    low: sign > 0 ? edges[1] : edges[0],
                    closeTime: .epoch,
                    rsi14: rsi
                )
            )
        }
        for (index, peak) in peaks.enumerated() {
            if index == peaks.count - 1 { for _ in 0..<quiet { add(1, 50) } }
            for level in [1, 2, 3] { add(Double(level), 50) }
            add(peak.height, peak.rsi)
            for level in [3, 2, 1] { add(Double(level), 50) }
        }
        return told
    }

    @Test func aHigherHighOnALowerRSIIsBearishFromItsConfirmationOn() {
        let told = Self.told([(10, 70), (11, 60)])
        #expect(told[..<12].allSatisfy { $0 == nil })
        #expect(told[12...] == [.bearish, .bearish])
    }

    @Test func aLowerLowOnAHigherRSIIsBullish() {
        #expect(Self.told([(10, 30), (11, 40)], sign: -1).last == .bullish)
    }

    @Test(arguments: [
        (first: (height: 10.0, rsi: Double?(70)), second: (height: 11.0, rsi: Double?(80)), "both rise"),
        (first: (10, 70), second: (9, 60), "both fall"),
        (first: (10, 70), second: (10, 60), "an equal high"),
        (first: (10, 70), second: (11, 70), "an equal RSI"),
        (first: (10, nil), second: (11, 60), "RSI not warm"),
    ])
    func isAbsentWhenTheyAgree(
        first: (height: Double, rsi: Double?),
        second: (height: Double, rsi: Double?),
        why: String
    ) {
        #expect(Self.told([first, second]).allSatisfy { $0 == nil }, "\(why)")
    }

    @Test func isAbsentWhenTheSwingsLieMoreThanSixtyCandlesApart() {
        #expect(Self.told([(10, 70), (11, 60)], quiet: 53).last == .some(.bearish))
        #expect(Self.told([(10, 70), (11, 60)], quiet: 54).last == .some(nil))
    }

    @Test func isForgottenTenCandlesAfterTheSwingOrAtTheNextOne() {
        var told = Self.told([(10, 70), (11, 60), (2.5, 50)], quiet: 20)
        #expect(told[10 + 10] == .bearish)
        #expect(told[10 + 11] == nil)
        told = Self.told([(10, 70), (11, 60), (12, 65)])
        #expect(told[18] == .bearish)
        #expect(told[19] == nil)
    }
}
