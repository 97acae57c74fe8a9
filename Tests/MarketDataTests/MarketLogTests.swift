import MarketData
import TestSupport
import Testing
import TradingDomain

@Suite struct MarketLogTests {
    private func events(
        _ symbols: [String] = ["BTCUSDT"],
        of candles: [Candle],
        firstTickAfter: Timestamp? = nil
    ) throws -> [MarketEvent] {
        var log = try MarketLog(
            symbols: symbols.map { try Symbol($0) },
            entryTimeframe: .threeMinutes,
            firstTickAfter: firstTickAfter
        )
        var events: [MarketEvent] = []
        for candle in candles { try log.append(candle, into: &events) }
        try log.finish(into: &events)
        #expect(log.position == LogPosition(events.count))
        return events
    }

    private func candles(_ symbol: String = "BTCUSDT", from: String, minutes: [Int64]) throws -> [Candle] {
        try minutes.map { try Candle.example(symbol, at: from, minutes: $0) }
    }

    @Test func ordersCandlesThenTrendThenTick() throws {
        let minutes = (0..<80).map { Int64($0 * 3) }
        let merged = try minutes.flatMap { minute in
            try ["BTCUSDT", "ETHUSDT"].map { try Candle.example($0, at: "2023-03-24T12:00", minutes: minute) }
        }

        let log = try events(["BTCUSDT", "ETHUSDT"], of: merged).map(\.summary)

        #expect(
            log.prefix(6) == [
                "12:03 BTCUSDT 3m", "12:03 ETHUSDT 3m", "12:05 tick", "12:06 BTCUSDT 3m", "12:06 ETHUSDT 3m",
                "12:09 BTCUSDT 3m",
            ]
        )
        #expect(
            log.suffix(5) == [
                "16:00 BTCUSDT 3m", "16:00 ETHUSDT 3m", "16:00 BTCUSDT 4h", "16:00 ETHUSDT 4h", "16:00 tick",
            ]
        )
        #expect(log.count == 160 + 2 + 48)
    }

    @Test func aGapStandsBeforeTheCandleAfterIt() throws {
        let log = try events(of: candles(from: "2023-03-24T12:00", minutes: [0, 3, 12])).map(\.summary)
        #expect(
            log == [
                "12:03 BTCUSDT 3m", "12:05 tick", "12:06 BTCUSDT 3m", "12:10 tick", "12:15 gap 12:06-12:12",
                "12:15 BTCUSDT 3m", "12:15 tick",
            ]
        )
    }

    @Test func aGapThroughTheEndOfATrendCandleIsToldInTwoParts() throws {
        let log = try events(of: candles(from: "2023-03-24T12:00", minutes: [0, 231, 252])).map(\.summary)
        #expect(
            log.filter { !$0.hasSuffix("tick") } == [
                "12:03 BTCUSDT 3m", "15:54 gap 12:03-15:51", "15:54 BTCUSDT 3m", "16:00 gap 15:54-16:00",
                "16:00 BTCUSDT 4h", "16:15 gap 16:00-16:12", "16:15 BTCUSDT 3m",
            ]
        )
    }

    @Test func aTrendCandleWithoutAnyPartIsNotInTheLog() throws {
        let log = try events(of: candles(from: "2023-03-24T12:00", minutes: [0, 600])).map(\.summary)
        #expect(log.filter { $0.hasSuffix("4h") } == ["16:00 BTCUSDT 4h"])
        #expect(log.filter { $0.contains("gap") } == ["16:00 gap 12:03-16:00", "22:03 gap 16:00-22:00"])
    }

    @Test func warmUpCandlesHaveNoTick() throws {
        let after = try Timestamp(parsing: "2023-03-24T12:10")
        let log = try events(of: candles(from: "2023-03-24T12:00", minutes: [0, 3, 6, 9, 12]), firstTickAfter: after)
        #expect(log.map(\.summary).filter { $0.hasSuffix("tick") } == ["12:15 tick"])
    }

    @Test func equalCandlesAreDroppedAndCounted() throws {
        let candle = try Candle.example(at: "2023-03-24T12:00")
        var log = try MarketLog(symbols: [candle.symbol], entryTimeframe: .threeMinutes)
        var events: [MarketEvent] = []
        for _ in 0..<3 { try log.append(candle, into: &events) }
        #expect(events.count == 1)
        #expect(log.duplicates == 2)
    }

    @Test func refusesDisorderByName() throws {
        let start = "2023-03-24T12:00"
        let first = try Candle.example("ETHUSDT", at: start)
        var log = try MarketLog(symbols: [Symbol("BTCUSDT"), Symbol("ETHUSDT")], entryTimeframe: .threeMinutes)
        var events: [MarketEvent] = []
        try log.append(first, into: &events)
        func refusal(_ candle: Candle) -> MarketLogError? {
            #expect(throws: MarketLogError.self) { try log.append(candle, into: &events) }
        }
        let symbol = try Symbol("BTCUSDT")
        let time = try Timestamp(parsing: "2023-03-24T12:03")
        #expect(refusal(try .example(at: start)) == .disorder(symbol, was: first.openTime, after: time))
        #expect(
            refusal(try .example(at: start, minutes: -3))
                == .disorder(symbol, was: first.openTime.advanced(byMilliseconds: -180_000), after: time)
        )
        #expect(
            refusal(try .example("ETHUSDT", at: start, volume: 6))
                == .conflict(first.symbol, openTime: first.openTime)
        )
        #expect(
            refusal(try .example("SOLUSDT", at: start, minutes: 3))
                == .unknownSymbol(try Symbol("SOLUSDT"), allowed: log.symbols)
        )
        #expect(
            refusal(try .example(at: start, minutes: 3, timeframe: .oneMinute))
                == .wrongTimeframe(symbol, was: .oneMinute, allowed: .threeMinutes)
        )
        #expect(
            refusal(try .example(at: "2024-03-26"))
                == .holeTooLong(symbol, from: time, to: try .init(parsing: "2024-03-26T00:03"))
        )
        #expect(events.count == 1)
        for error in [refusal(try .example(at: start)), .volumeTooLarge(symbol, at: time)] {
            #expect(error?.description.contains("BTCUSDT") == true)
        }
    }

    @Test func advancingReleasesWhatIsDueAndRefusesTheLate() throws {
        var log = try MarketLog(symbols: [Symbol("BTCUSDT")], entryTimeframe: .threeMinutes)
        var events: [MarketEvent] = []
        try log.advance(to: Timestamp(parsing: "2023-03-24T12:00"), into: &events)
        #expect(events.isEmpty)
        try log.append(.example(at: "2023-03-24T12:00"), into: &events)
        try log.advance(to: Timestamp(parsing: "2023-03-24T12:10"), into: &events)
        #expect(events.map(\.summary) == ["12:03 BTCUSDT 3m", "12:05 tick", "12:10 tick"])
        #expect(throws: MarketLogError.self) { try log.append(.example(at: "2023-03-24T12:06"), into: &events) }
        try log.append(.example(at: "2023-03-24T12:09"), into: &events)
        #expect(events.suffix(2).map(\.summary) == ["12:12 gap 12:03-12:09", "12:12 BTCUSDT 3m"])
    }

    @Test func refusesSettingsThatMeanNothing() throws {
        let (first, second) = (try Symbol("BTCUSDT"), try Symbol("ETHUSDT"))
        #expect(throws: ValueError.self) { try MarketLog(symbols: [], entryTimeframe: .oneMinute) }
        #expect(throws: ValueError.self) { try MarketLog(symbols: [second, first], entryTimeframe: .oneMinute) }
        #expect(throws: ValueError.self) { try MarketLog(symbols: [first, first], entryTimeframe: .oneMinute) }
        #expect(throws: ValueError.self) { try MarketLog(symbols: [first], entryTimeframe: .fourHours) }
        #expect(throws: ValueError.self) {
            try MarketLog(symbols: [first], entryTimeframe: .oneMinute, cycleInterval_ms: 0)
        }
    }

    /// Whatever is missing: positions rise by one, time never decreases, every multiple of the interval has its tick,
    /// every fact up to a tick lies before it, and candles and gaps together cover each symbol's time once.
    @Test(arguments: UInt64(0)..<64)
    func theLogIsInOrderWhateverIsMissing(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let symbols = ["BTCUSDT", "ETHUSDT", "SOLUSDT"]
        var fed: [Candle] = []
        var isSilent = false
        for minute in stride(from: Int64(0), to: 3000, by: 3) {
            if UInt64.random(in: 0..<100, using: &random) < 2 { isSilent.toggle() }
            for symbol in symbols where !isSilent && UInt64.random(in: 0..<10, using: &random) > 0 {
                fed.append(try .example(symbol, at: "2023-03-24T11:00", minutes: minute))
            }
        }
        let log = try events(symbols, of: fed)

        #expect(log.map(\.position) == (1...LogPosition(log.count)).map { $0 }, "seed \(seed)")
        #expect(zip(log, log.dropFirst()).allSatisfy { $0.time <= $1.time }, "seed \(seed)")
        let ticks = log.filter { $0.kind == .tick }.map(\.time.milliseconds)
        let (first, last) = (try #require(fed.first?.closeTime), try #require(fed.last?.closeTime))
        let expected = stride(from: first.milliseconds, through: last.milliseconds, by: 60_000).filter {
            $0 % 300_000 == 0
        }
        #expect(ticks == expected, "seed \(seed)")
        for (event, next) in zip(log, log.dropFirst()) where event.kind == .tick {
            #expect(next.time > event.time, "seed \(seed)")
        }
        for symbol in try symbols.map({ try Symbol($0) }) {
            var covered: Timestamp?
            for event in log {
                switch event.kind {
                case .candleClosed(let candle) where candle.symbol == symbol && candle.timeframe == .threeMinutes:
                    #expect(covered == nil || covered == candle.openTime, "seed \(seed)")
                    covered = candle.closeTime
                case .gapFound(symbol, _, let from, let to):
                    #expect(covered == from && from < to, "seed \(seed)")
                    covered = to
                case .candleClosed, .gapFound, .fundingSettled, .tick: break
                }
            }
        }
    }
}

extension MarketEvent {
    /// `12:05 tick`, `12:06 BTCUSDT 3m`, `12:15 gap 12:06-12:12`.
    var summary: String {
        func clock(_ time: Timestamp) -> String { String(time.description.dropFirst(11).prefix(5)) }
        return switch kind {
        case .tick: "\(clock(time)) tick"
        case .fundingSettled(let symbol, let rate): "\(clock(time)) \(symbol) funding \(rate)"
        case .candleClosed(let candle): "\(clock(time)) \(candle.symbol) \(candle.timeframe)"
        case .gapFound(_, _, let from, let to): "\(clock(time)) gap \(clock(from))-\(clock(to))"
        }
    }
}
