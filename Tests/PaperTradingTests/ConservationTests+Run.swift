import Foundation
import PaperTrading
import TestSupport
import Testing
import TradingDomain

extension ConservationTests {
    /// A broker, its books by the entries alone, and another broker that was restarted from stored bytes on the way.
    struct Run {
        var broker: PaperBroker
        var books = LedgerBooks()
        var contracts: [Symbol: Int64] = [:]
        var tally: [String: Int] = [:]
        private var restarted: PaperBroker?
        private var generator: SeededGenerator
        private let restart: Int
        private let name: String
        private var count = 0

        init(_ history: RandomHistory, seed: UInt64) {
            broker = PaperBroker(initialEquity: ConservationTests.initial, settings: history.settings)
            generator = SeededGenerator(seed: seed)
            restart = Int.random(in: 0..<history.events.count, using: &generator)
            name = "seed \(seed)"
        }

        mutating func follow(_ event: PaperBroker.Event) throws {
            if count == restart {
                let state = try BrokerState(canonicalBytes: broker.state.canonicalBytes)
                restarted = try PaperBroker(restoring: state, settings: broker.settings)
                tally["restarted", default: 0] += 1
            }
            count += 1
            let effects = broker.handle(event, at: .epoch)
            if restarted != nil, restarted?.handle(event, at: .epoch) != effects || restarted?.state != broker.state {
                Issue.record("\(name): restarted before event \(restart), it differs at event \(count - 1)")
                restarted = nil
            }
            for effect in effects { try take(effect) }
            if case .market = event, !broker.handle(event, at: .epoch).isEmpty { Issue.record("\(name): a repeat") }
        }

        private mutating func take(_ effect: PaperBroker.Effect) throws {
            tally[ConservationTests.name(of: effect), default: 0] += 1
            switch effect {
            case .post(let entry):
                // Refuses a fill without its order, one that is larger, and whatever does not balance.
                try books.apply(entry)
                guard case .fill(let fill) = entry.kind else { return }
                contracts[fill.symbol, default: 0] += fill.side.sign * fill.quantity.units
                if fill.fee < .zero { Issue.record("\(name): a fee of \(fill.fee)") }
            case .mark(let point):
                if point.equity != ConservationTests.equity(of: broker.state) { Issue.record("\(name): equity") }
            case .repeated, .unchanged: break
            case .fail(let error): Issue.record("\(name): \(error)")
            }
        }

        /// Cancels what waits and closes what is open: then not a unit is held, and equity is cash.
        mutating func closeEverything(after history: RandomHistory) throws {
            var (position, time) = (broker.state.cursor, broker.state.time)
            func next(_ kind: MarketEvent.Kind) -> PaperBroker.Event {
                position += 1
                return .market(MarketEvent(position: position, time: time, kind: kind))
            }
            time = time.advanced(byMilliseconds: 1)
            try follow(next(.tick))
            var cycle = CycleID(time: time, position: position)
            let cancels = try broker.state.books.compactMap(\.pending).map {
                ApprovedChange(
                    change: try OrderChange(order: $0.order.id, decidedAt: cycle, action: .cancel),
                    gateEpoch: 1
                )
            }
            try follow(.changed(cancels))
            time = time.advanced(byMilliseconds: 1)
            try follow(next(.tick))
            cycle = CycleID(time: time, position: position)
            try follow(.ordered(try broker.state.books.compactMap(\.position).map { try Self.close($0, cycle) }))
            tally["closed out", default: 0] += broker.state.books.count { $0.position != nil }
            // Three candles outlast any latency that is drawn.
            let start = time.floored(toMilliseconds: 180_000).advanced(byMilliseconds: 180_000)
            for number in 0..<Int64(4) {
                let open = start.advanced(byMilliseconds: number * 180_000)
                time = open.advanced(byMilliseconds: 180_000)
                for book in broker.state.books {
                    guard let mark = book.mark else { continue }
                    try follow(next(.candleClosed(try Self.candle(book.symbol, open, mark))))
                }
            }
            try follow(next(.tick))
            if broker.state.books.contains(where: { $0.position != nil })
                || contracts.values.contains(where: { $0 != 0 })
                || ConservationTests.equity(of: broker.state) != broker.state.cash
            {
                Issue.record("\(name): something is held after everything was closed")
            }
        }

        private static func close(_ position: Position, _ cycle: CycleID) throws -> ApprovedOrder {
            let order = try Order(
                id: OrderID(decision: DecisionID(cycle: cycle.time, symbol: position.symbol), leg: .close),
                side: position.side.opposite,
                quantity: position.quantity,
                protection: nil,
                leverage: position.leverage,
                referencePrice: position.averagePrice,
                decidedAt: cycle,
                timeInForce: .goodTillCancelled
            )
            return ApprovedOrder(order: order, gateEpoch: 1)
        }

        private static func candle(_ symbol: Symbol, _ open: Timestamp, _ price: Price) throws -> Candle {
            try Candle(
                symbol: symbol,
                timeframe: .threeMinutes,
                openTime: open,
                open: price,
                high: price,
                low: price,
                close: price,
                volume: Quantity(units: .max / 4)
            )
        }
    }
}

extension ConservationTests {
    /// Cash and open profit, worked out in another way than the broker's: value now less value then, rounded down.
    static func equity(of state: BrokerState) -> Money {
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

    static func name(of effect: PaperBroker.Effect) -> String {
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
