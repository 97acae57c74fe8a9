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

    /// 1000 fell to 800, then 400 are put in or taken out: what it fell from becomes 1500 or 500, and it is a fifth as
    /// before. From nothing there is no proportion.
    @Test(arguments: [("400", "1500", "1500"), ("-400", "500", "500"), ("-800", "200", "200")])
    func moneyThatComesOrGoesIsNoFall(amount: Money, peak: Money, day: Money) {
        var record = AccountRecord(equity: "1000", day: noon)
        record.move(by: amount, from: "800")
        #expect((record.peakEquity, record.dayStartEquity, record.transfers) == (peak, day, amount))
    }

    /// Long 10, closed in two parts, one with a gain of 30 and one with a loss of 50: one losing trade. Then one that
    /// gains 10 in all, by parts of −10 and +20: no streak.
    @Test func aPositionIsOneResultHoweverManyFillsCloseIt() throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        for (round, closes) in [["106", "90"], ["98", "104"]].enumerated() {
            let start = 3 + Int64(round) * 12
            try script.order(.buy, "10", stop: "50", target: "200")
            try script.candle(start, "100", "100", "100", "100")
            for (part, price) in closes.enumerated() {
                let minutes = start + 3 + Int64(part) * 3
                script.tick(minutes)
                try script.close(.sell, "5")
                try script.candle(minutes, price, price, price, price)
                let record = script.broker.state.record
                #expect(record.lossStreak == (round == 0 ? (part == 0 ? 0 : 1) : part == 0 ? 1 : 0))
            }
            script.tick(start + 9)
            try script.candle(start + 9, "100", "100", "100", "100")
            script.tick(start + 12)
        }
        #expect(script.fills.map(\.realisedProfit) == ["0", "30", "-50", "0", "-10", "20"])
        #expect(script.broker.state.record.lastLossAt == Script.start.advanced(byMilliseconds: 12 * Script.minute))
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
        #expect(throws: CanonicalError.self) { try BrokerState(canonicalBytes: [5] + bytes.dropFirst()) }
    }
}
