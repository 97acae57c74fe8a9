import Features
import TestSupport
import Testing
import TradingDomain

/// A snapshot depends on what was applied and on nothing else: not on when, by whom, or what comes after.
@Suite(.timeLimit(.minutes(2)))
struct PastTests {
    @Test(arguments: 1...12)
    func nothingAfterATickChangesItsSnapshots(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let candles = try History.candles(symbols: 2, count: 5_000, seed: seed)
        let cut = Int.random(in: 1..<candles.count, using: &generator)
        let other = try History.changed(candles, from: cut, using: &generator)
        let snapshots = try History.snapshots(of: candles)
        let otherSnapshots = try History.snapshots(of: other)
        let changed = candles[cut].closeTime
        let before = snapshots.prefix { $0.cycle.time < changed }
        #expect(Array(before) == Array(otherSnapshots.prefix(before.count)))
        #expect(snapshots != otherSnapshots)
        try #require(before.count < snapshots.count)
    }

    @Test(arguments: 1...6)
    func anEngineThatStartsAgainGivesTheSameBytes(seed: UInt64) throws {
        let events = try History.events(of: History.candles(symbols: 3, count: 5_000, seed: seed))
        try expectTheSameAfterARestart(events, symbols: History.symbols(3), seed: seed)
    }

    @Test(.enabled(if: SharedData.isPresent), arguments: 1...2)
    func anEngineThatStartsAgainGivesTheSameBytesOnRealCandles(seed: UInt64) throws {
        let symbols = try History.symbols(2)
        let candles = try symbols.flatMap { symbol in
            try SharedData.candles("um-2025-05_2025-06", "\(symbol)", .threeMinutes, count: 4_500)
        }
        let events = try History.events(of: candles.sorted { ($0.closeTime, $0.symbol) < ($1.closeTime, $1.symbol) })
        try expectTheSameAfterARestart(events, symbols: symbols, seed: seed)
    }

    private func expectTheSameAfterARestart(_ events: [MarketEvent], symbols: [Symbol], seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var undisturbed = FeatureEngine(symbols: symbols, entryTimeframe: .threeMinutes)
        var restarted = FeatureEngine(symbols: symbols.reversed() + symbols, entryTimeframe: .threeMinutes)
        let cut = Int.random(in: events.indices, using: &generator)
        for event in events[...cut] { restarted.apply(event) }
        restarted = FeatureEngine(symbols: symbols, entryTimeframe: .threeMinutes)
        for event in events[...cut] { restarted.apply(event) }
        for (index, event) in events.enumerated() {
            undisturbed.apply(event)
            // What was applied before the restart comes again, as after a lost cursor: it changes nothing.
            if index + 40 > cut { restarted.apply(event) }
            guard index >= cut, event.kind == .tick else { continue }
            let cycle = CycleID(time: event.time, position: event.position)
            #expect("\(restarted.snapshots(at: cycle))" == "\(undisturbed.snapshots(at: cycle))")
        }
    }

    @Test func anEngineThatHasSeenMoreAnswersNothing() throws {
        let events = try History.events(of: History.candles(symbols: 1, count: 20, seed: 1))
        var engine = try FeatureEngine(symbols: History.symbols(1), entryTimeframe: .threeMinutes)
        for event in events { engine.apply(event) }
        let last = try #require(events.last)
        #expect(engine.position == last.position)
        #expect(engine.snapshots(at: CycleID(time: last.time, position: last.position)).count == 1)
        #expect(engine.snapshots(at: CycleID(time: last.time, position: last.position - 1)).isEmpty)
    }

    @Test func snapshotsComeSortedAndOnlyOfWhomWasAskedFor() throws {
        let symbols = try History.symbols(3)
        let engine = FeatureEngine(symbols: symbols.reversed(), entryTimeframe: .threeMinutes)
        let cycle = CycleID(time: .epoch, position: 1)
        #expect(engine.snapshots(at: cycle).map(\.symbol) == symbols)
        let asked = try [symbols[2], symbols[0], Symbol("XRPUSDT"), symbols[2]]
        #expect(engine.snapshots(at: cycle, of: asked).map(\.symbol) == [symbols[0], symbols[2]])
    }

    @Test(.enabled(if: SharedData.isPresent), arguments: ["BTCUSDT", "DOGEUSDT"])
    func nothingAfterATickChangesItsSnapshotsOnRealCandles(symbol: String) throws {
        var generator = SeededGenerator(seed: 2025)
        let candles = try SharedData.candles("um-2025-05_2025-06", symbol, .threeMinutes, count: 6_000)
        let snapshots = try History.snapshots(of: candles)
        for _ in 1...5 {
            let cut = Int.random(in: 4_500..<candles.count, using: &generator)
            let other = try History.changed(candles, from: cut, using: &generator)
            let before = snapshots.prefix { $0.cycle.time < candles[cut].closeTime }
            let isFresh = before.last?.freshness == .fresh
            #expect(isFresh, "cut at \(cut)")
            #expect(try Array(before) == Array(History.snapshots(of: other).prefix(before.count)), "cut at \(cut)")
        }
    }
}
