import Testing
import TradingDomain

@Suite struct FreshnessRuleTests {
    @Test(arguments: [
        (age_ms: Int64(0), flat: 0, expected: Freshness.fresh),
        (age_ms: 179_999, flat: 4, expected: .fresh),
        (age_ms: 180_000, flat: 0, expected: .stale(age_ms: 180_000)),
        (age_ms: 0, flat: 5, expected: .halted(flatCandles: 5)),
        (age_ms: 180_000, flat: 24, expected: .stale(age_ms: 180_000)),
    ])
    func saysWhetherToDecide(age_ms: Int64, flat: Int, expected: Freshness) {
        let close = Timestamp(milliseconds: 1_679_659_200_000)
        let rule = FreshnessRule(entryTimeframe: .threeMinutes)
        let tick = close.advanced(byMilliseconds: age_ms)
        #expect(rule.freshness(at: tick, lastClose: close, flatCandles: flat) == expected)
    }
}
