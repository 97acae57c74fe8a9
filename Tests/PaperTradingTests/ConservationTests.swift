import Foundation
import PaperTrading
import TestSupport
import Testing
import TradingDomain

struct ConservationTests {
    static let initial = Money(units: 10_000_00000000)
    /// How many histories of a property are drawn; `TANDEM_LEDGER_SEQUENCES=1000000` draws them all.
    static let sequences = ProcessInfo.processInfo.environment["TANDEM_LEDGER_SEQUENCES"].flatMap(UInt64.init) ?? 6_400
    private static let blocks: UInt64 = 8

    /// What must hold after every event, however wild the market and the orders are.
    @Test(.timeLimit(.minutes(60)), arguments: 0..<blocks)
    func nothingIsCreatedOrLost(block: UInt64) throws {
        var tally: [String: Int] = [:]
        let perBlock = Self.sequences / Self.blocks
        for seed in block * perBlock..<(block + 1) * perBlock {
            let history = try RandomHistory(seed: seed, steps: 12)
            var broker = PaperBroker(initialEquity: Self.initial, settings: history.settings)
            var books = LedgerBooks()
            var contracts: [Symbol: Int64] = [:]
            for event in history.events {
                for effect in broker.handle(event, at: .epoch) {
                    tally[Self.name(of: effect), default: 0] += 1
                    switch effect {
                    case .post(let entry):
                        // Refuses a fill without its order, one that is larger, and whatever does not balance.
                        try books.apply(entry)
                        if case .fill(let fill) = entry.kind {
                            contracts[fill.symbol, default: 0] += fill.side.sign * fill.quantity.units
                            if fill.fee < .zero { Issue.record("seed \(seed): a fee of \(fill.fee)") }
                        }
                    case .mark(let point):
                        if point.equity != Self.equity(of: broker.state) { Issue.record("seed \(seed): equity") }
                    case .repeated, .unchanged: break
                    case .fail(let error): Issue.record("seed \(seed): \(error)")
                    }
                }
            }
            Self.check(broker, books, contracts, "seed \(seed)")
        }
        // The generator's blind spot is the bug's home: each thing must have happened.
        for name in [
            "open", "close", "stop_loss", "take_profit", "liquidation", "expired", "repeated", "changed", "unchanged",
            "funded", "transferred",
        ] { #expect(tally[name, default: 0] > 3, "\(name): \(tally)") }
    }

    private static func check(
        _ broker: PaperBroker,
        _ books: LedgerBooks,
        _ contracts: [Symbol: Int64],
        _ name: String
    ) {
        if let difference = books.difference(from: broker.state) { Issue.record("\(name): \(difference)") }
        let counters = broker.state.counters
        let cash = initial + counters.transfers + counters.realisedProfit + counters.funding - counters.fees
        if broker.state.cash != cash { Issue.record("\(name): cash \(broker.state.cash), not \(cash)") }
        for book in broker.state.books {
            let held = book.position.map { $0.side.sign * $0.quantity.units } ?? 0
            if held != contracts[book.symbol, default: 0] { Issue.record("\(name): \(book.symbol) is not its fills") }
        }
    }

    /// Stopping anywhere and going on from the stored bytes gives the same effects, byte for byte; what was applied
    /// before comes again and changes nothing.
    @Test(.timeLimit(.minutes(2)), arguments: UInt64(0)..<64)
    func aRestartChangesNothing(seed: UInt64) throws {
        let history = try RandomHistory(seed: seed, steps: 20)
        var undisturbed = PaperBroker(initialEquity: Self.initial, settings: history.settings)
        var restarted = undisturbed
        var generator = SeededGenerator(seed: seed)
        for event in history.events {
            if Int.random(in: 0..<4, using: &generator) == 0 {
                let state = try BrokerState(canonicalBytes: restarted.state.canonicalBytes)
                #expect(state == restarted.state, "seed \(seed)")
                restarted = try PaperBroker(restoring: state, settings: history.settings)
                #expect(restarted.state == state, "seed \(seed)")
                if case .market(let event) = event, event.position > 1 {
                    let old = MarketEvent(position: event.position - 1, time: event.time, kind: .tick)
                    #expect(restarted.apply(old) == [])
                }
            }
            let expected = try Self.bytes(of: undisturbed.handle(event, at: .epoch))
            #expect(try Self.bytes(of: restarted.handle(event, at: .epoch)) == expected, "seed \(seed)")
        }
        #expect(restarted.state == undisturbed.state, "seed \(seed)")
    }

    /// With money enough that no order meets a limit of the whole account, the order of candles of one time is nothing.
    @Test(arguments: UInt64(0)..<64) func symbolsThatDoNotMeetMayComeInAnyOrder(seed: UInt64) throws {
        let history = try RandomHistory(seed: seed, steps: 20)
        func run(_ events: [PaperBroker.Event]) -> BrokerState {
            var broker = PaperBroker(initialEquity: Money(units: 1_000_000_000_00000000), settings: history.settings)
            for event in events { _ = broker.handle(event, at: .epoch) }
            return broker.state
        }
        let (one, other) = (run(history.events), run(Self.turned(history.events)))
        #expect(one.cash == other.cash)
        #expect(one.books == other.books)
        #expect(one.counters == other.counters)
    }

    /// Runs of candles of one time, each the other way round, under the same positions.
    private static func turned(_ events: [PaperBroker.Event]) -> [PaperBroker.Event] {
        var (turned, run): ([PaperBroker.Event], [MarketEvent]) = ([], [])
        func flushed() -> [PaperBroker.Event] {
            zip(run, run.reversed()).map { place, event in
                .market(MarketEvent(position: place.position, time: event.time, kind: event.kind))
            }
        }
        for event in events {
            if case .market(let market) = event, case .candleClosed = market.kind {
                if let last = run.last, last.time != market.time {
                    turned += flushed()
                    run = []
                }
                run.append(market)
            } else {
                turned += flushed()
                run = []
                turned.append(event)
            }
        }
        return turned + flushed()
    }

    /// The gate's epoch is not in the books.
    @Test func anotherEpochGivesTheSameBytes() throws {
        let history = try RandomHistory(seed: 1, steps: 20)
        func run(epoch: UInt64) throws -> [[UInt8]] {
            var broker = PaperBroker(initialEquity: Self.initial, settings: history.settings)
            return try history.events.flatMap { event in
                guard case .ordered(let orders) = event else {
                    return try Self.bytes(of: broker.handle(event, at: .epoch))
                }
                let relabelled = orders.map { ApprovedOrder(order: $0.order, gateEpoch: epoch) }
                return try Self.bytes(of: broker.handle(.ordered(relabelled), at: .epoch))
            }
        }
        #expect(try run(epoch: 1) == run(epoch: 2))
    }

    private static func bytes(of effects: [PaperBroker.Effect]) throws -> [[UInt8]] {
        try effects.map {
            switch $0 {
            case .post(let entry):
                let bytes = try CanonicalLedger.bytes(of: entry)
                #expect(try CanonicalLedger.entry(from: bytes) == entry)
                return bytes
            case .mark(let point): return Array("\(point)".utf8)
            case .repeated(let id), .unchanged(let id): return Array("\(id)".utf8)
            case .fail(let error): return Array("\(error)".utf8)
            }
        }
    }

    /// Cash and open profit, worked out in another way than the broker's: value now less value then, rounded down.
    private static func equity(of state: BrokerState) -> Money {
        var units = Int128(state.cash.units)
        for book in state.books {
            guard let position = book.position, let mark = book.mark else { continue }
            let now = Int128(mark.units) * Int128(position.quantity.units)
            let then = Int128(position.averagePrice.units) * Int128(position.quantity.units)
            let profit = position.side == .buy ? now - then : then - now
            units += (profit - (profit % 100_000_000 + 100_000_000) % 100_000_000) / 100_000_000
        }
        return Money(units: Int64(units))
    }

    private static func name(of effect: PaperBroker.Effect) -> String {
        switch effect {
        case .post(let entry):
            switch entry.kind {
            case .deposit: "deposit"
            case .orderAccepted: "accepted"
            case .fill(let fill): fill.cause.rawValue
            case .orderExpired: "expired"
            case .orderChanged: "changed"
            case .funded: "funded"
            case .transferred: "transferred"
            }
        case .mark: "mark"
        case .repeated: "repeated"
        case .unchanged: "unchanged"
        case .fail: "fail"
        }
    }
}
