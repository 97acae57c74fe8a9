import Fusion
import Testing
import TradingDomain

@Suite struct FusionSettingsTests {
    @Test func reportAllProblemsAtOnce() throws {
        let error = #expect(throws: InvalidSettings.self) {
            try FusionSettings(
                symbols: [],
                slots: [SlotWeight("a", weight: 0), SlotWeight("a")],
                quorum: 3,
                directionWeight_percent: 60,
                entryWeight_percent: 30,
                entryThreshold_points: 30,
                reaskAfterATRTenths: -1
            )
        }
        #expect(error?.problems.count == 7)
    }

    @Test func refuseAThresholdThatTheEntryViewCouldReachAlone() throws {
        let symbols = [try Symbol("BTCUSDT")]
        #expect(throws: InvalidSettings.self) {
            try FusionSettings(symbols: symbols, slots: [SlotWeight("a")], entryThreshold_points: 30)
        }
        #expect(throws: Never.self) {
            try FusionSettings(symbols: symbols, slots: [SlotWeight("a")], entryThreshold_points: 31)
        }
    }
}
