import Testing
import TradingDomain

@testable import Features

/// Every rule at its boundaries.
@Suite struct RuleTests {
    @Test(arguments: [
        (close: 103.0, ema20: 102.0, ema50: 101.0, macd: 0.5, expected: TrendFeatures.Direction.up),
        (close: 101.5, ema20: 102, ema50: 101, macd: 0.5, expected: .up),
        (close: 101, ema20: 102, ema50: 101, macd: 0.5, expected: .sideways),
        (close: 103, ema20: 101, ema50: 101, macd: 0.5, expected: .sideways),
        (close: 103, ema20: 102, ema50: 101, macd: 0, expected: .sideways),
        (close: 103, ema20: 102, ema50: 101, macd: -0.5, expected: .sideways),
        (close: 97, ema20: 98, ema50: 99, macd: -0.5, expected: .down),
        (close: 99, ema20: 98, ema50: 99, macd: -0.5, expected: .sideways),
        (close: 97, ema20: 98, ema50: 99, macd: 0.5, expected: .sideways),
        (close: 97, ema20: 102, ema50: 101, macd: 0.5, expected: .sideways),
    ])
    func theTrendHasADirectionWhenAllThreeAgree(
        close: Double,
        ema20: Double,
        ema50: Double,
        macd: Double,
        expected: TrendFeatures.Direction
    ) {
        #expect(TrendRules.direction(close: close, ema20: ema20, ema50: ema50, macdLine: macd) == expected)
    }

    @Test func noWordIsSaidBeforeEverythingIsWarm() {
        #expect(TrendRules.direction(close: 1, ema20: nil, ema50: 1, macdLine: 1) == nil)
        #expect(TrendRules.direction(close: 1, ema20: 1, ema50: nil, macdLine: 1) == nil)
        #expect(TrendRules.direction(close: 1, ema20: 1, ema50: 1, macdLine: nil) == nil)
        #expect(TrendRules.strength(adx14: nil) == nil)
        #expect(MomentumRules.condition(rsi7: nil, rsi14: 80) == nil)
        #expect(MomentumRules.condition(rsi7: 80, rsi14: nil) == nil)
        #expect(MomentumRules.microTrend(ema20: 1, before: nil, atr14: 1) == nil)
        #expect(MomentumRules.breakout(close: 9, upper: 1, lower: 0, atr14: nil) == nil)
        #expect(MomentumRules.squeeze(upper: 1, lower: 0, ema20: 1, atr14: nil) == nil)
    }

    @Test(arguments: [
        (adx: 0.0, expected: TrendFeatures.Strength.weak), (adx: 19.999, expected: .weak),
        (adx: 20, expected: .medium), (adx: 34.999, expected: .medium), (adx: 35, expected: .strong),
    ])
    func strengthFollowsTheADX(adx: Double, expected: TrendFeatures.Strength) {
        #expect(TrendRules.strength(adx14: adx) == expected)
    }

    @Test(arguments: [
        (rsi7: 70.0, rsi14: 70.0, expected: MomentumFeatures.Condition.overbought),
        (rsi7: 69.9, rsi14: 75, expected: .neutral), (rsi7: 95, rsi14: 69.9, expected: .neutral),
        (rsi7: 30, rsi14: 30, expected: .oversold), (rsi7: 30.1, rsi14: 20, expected: .neutral),
        (rsi7: 5, rsi14: 30.1, expected: .neutral), (rsi7: 50, rsi14: 50, expected: .neutral),
    ])
    func aConditionNeedsBothRSIs(rsi7: Double, rsi14: Double, expected: MomentumFeatures.Condition) {
        #expect(MomentumRules.condition(rsi7: rsi7, rsi14: rsi14) == expected)
    }

    @Test(arguments: [
        (ema20: 100.5, before: 100.0, atr: 2.0, expected: TrendFeatures.Direction.up),
        (ema20: 100.49, before: 100, atr: 2, expected: .sideways),
        (ema20: 99.5, before: 100, atr: 2, expected: .down),
        (ema20: 99.51, before: 100, atr: 2, expected: .sideways),
        (ema20: 100, before: 100, atr: 0, expected: .sideways),
    ])
    func theMicroTrendIsAQuarterOfAnATR(
        ema20: Double,
        before: Double,
        atr: Double,
        expected: TrendFeatures.Direction
    ) {
        #expect(MomentumRules.microTrend(ema20: ema20, before: before, atr14: atr) == expected)
    }

    @Test func aBreakoutIsACloseStrictlyOutsideTheRange() {
        let up = MomentumFeatures.Breakout(side: .buy, level: 110, excess: 0.5)
        let down = MomentumFeatures.Breakout(side: .sell, level: 90, excess: 1.5)
        #expect(MomentumRules.breakout(close: 111, upper: 110, lower: 90, atr14: 2) == up)
        #expect(MomentumRules.breakout(close: 87, upper: 110, lower: 90, atr14: 2) == down)
        for close in [90.0, 100, 110] {
            #expect(MomentumRules.breakout(close: close, upper: 110, lower: 90, atr14: 2) == nil)
        }
        #expect(MomentumRules.breakout(close: 111, upper: 110, lower: 90, atr14: 0) == nil)
    }

    @Test(arguments: [
        (upper: 102.9, lower: 97.1, expected: true), (upper: 103, lower: 97.1, expected: false),
        (upper: 102.9, lower: 97, expected: false),
    ])
    func aSqueezeIsBandsWithinTheChannel(upper: Double, lower: Double, expected: Bool) {
        #expect(MomentumRules.squeeze(upper: upper, lower: lower, ema20: 100, atr14: 2) == expected)
    }
}
