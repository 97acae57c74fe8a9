import PaperTrading
import Testing
import TradingDomain

/// What the broker keeps for the gate's limits.
@Suite struct AccountRecordTests {
    private let noon = Timestamp(milliseconds: 1_700_000_000_000)

    @Test func aDayBeginsWithItsFirstTickAndThePeakOutlivesIt() {
        let midnight = noon.floored(toMilliseconds: AccountRecord.day_ms)
        var record = AccountRecord(equity: Money(units: 100), day: noon)
        #expect(record.day == midnight)
        record.look(at: Money(units: 130), time: midnight.advanced(byMilliseconds: AccountRecord.day_ms - 1))
        #expect(record.peakEquity == Money(units: 130) && record.dayStartEquity == Money(units: 100))
        record.fees = Money(units: 7)
        let nextDay = midnight.advanced(byMilliseconds: AccountRecord.day_ms)
        record.look(at: Money(units: 90), time: nextDay)
        #expect(record.day == nextDay && record.dayStartEquity == Money(units: 90))
        #expect(record.feesAtDayStart == Money(units: 7) && record.peakEquity == Money(units: 130))
    }

    @Test func aStreakEndsWithAClosingThatDoesNotLose() {
        var record = AccountRecord(equity: .zero, day: noon)
        for (profit, streak, last) in [(-1, 1, noon), (-5, 2, noon), (0, 0, noon), (-1, 1, noon)]
            as [(Int64, UInt32, Timestamp)]
        {
            record.close(gaining: Money(units: profit), at: noon)
            #expect(record.lossStreak == streak && record.lastLossAt == last)
        }
        record.lossStreak = .max
        record.close(gaining: Money(units: -1), at: noon)
        #expect(record.lossStreak == .max)
    }

    @Test func stateOfTheVersionBeforeIsRead() throws {
        var state = BrokerState(initialEquity: Money(units: 5))
        let bytes = state.canonicalBytes
        // The version, amounts and counters, then 32 bytes of later counters, a record of 49 and the count of books.
        let old = [1] + bytes.dropFirst().dropLast(83) + bytes.suffix(2)
        let read = try BrokerState(canonicalBytes: old)
        #expect(read.record == state.record)
        state = try BrokerState(canonicalBytes: bytes)
        #expect(state.canonicalBytes == bytes)
        #expect(throws: CanonicalError.self) { try BrokerState(canonicalBytes: [4] + bytes.dropFirst()) }
    }
}
