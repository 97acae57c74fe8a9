import PaperTrading
import TestSupport
import Testing
import TradingDomain

struct ConservationTests {
    static let initial = Money(units: 10_000_00000000)

    /// What must hold after every event, however wild the market and the orders are.
    @Test(.timeLimit(.minutes(5)), arguments: 0..<8)
    func nothingIsCreatedOrLost(block: UInt64) throws {
        var tally: [String: Int] = [:]
        for seed in block * 2500..<(block + 1) * 2500 {
            let history = try RandomHistory(seed: seed, steps: 12)
            var broker = PaperBroker(initialEquity: Self.initial, settings: history.settings)
            var books = LedgerBooks()
            for event in history.events {
                for effect in broker.handle(event, at: .epoch) {
                    tally[Self.name(of: effect), default: 0] += 1
                    switch effect {
                    case .post(let entry): try books.apply(entry)
                    case .mark(let point):
                        #expect(point.equity == Self.equity(of: broker.state), "seed \(seed)")
                        #expect(point.exposure >= .zero, "seed \(seed)")
                    case .repeated: break
                    case .fail(let error): Issue.record("seed \(seed): \(error)")
                    }
                }
                let difference = books.difference(from: broker.state)
                #expect(difference == nil, "seed \(seed): \(difference ?? "")")
            }
            let counters = broker.state.counters
            #expect(broker.state.cash == Self.initial + counters.realisedProfit - counters.fees, "seed \(seed)")
        }
        // The generator's blind spot is the bug's home: each thing must have happened.
        for name in ["open", "close", "stop_loss", "take_profit", "expired", "repeated"] {
            #expect(tally[name, default: 0] > 100, "\(name): \(tally)")
        }
    }

    /// Stopping anywhere and going on from the stored bytes gives the same effects, byte for byte.
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
                // What was applied before the stop comes again.
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
            case .post(let entry): try CanonicalLedger.bytes(of: entry)
            case .mark(let point): Array("\(point)".utf8)
            case .repeated(let id): Array("\(id)".utf8)
            case .fail(let error): Array("\(error)".utf8)
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
            }
        case .mark: "mark"
        case .repeated: "repeated"
        case .fail: "fail"
        }
    }
}
