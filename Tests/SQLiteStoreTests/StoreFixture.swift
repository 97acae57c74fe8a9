import Foundation
import PaperTrading
import SQLiteStore
import TradingDomain

/// A folder of its own for one test.
final class TemporaryFolder {
    let path: String

    init() throws {
        path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("tandem-store-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String = "ledger.sqlite") -> String { "\(path)/\(name)" }
}

/// One commit of a broker's work.
struct Work {
    let entries: [LedgerTransaction]
    let equity: [EquityPoint]
    let state: BrokerState
}

/// A broker that trades: every nine minutes a long of one contract is opened and closed by an order, its stop or its
/// target, as the price happens to move.
struct TradingDay {
    static let start = Timestamp(milliseconds: 1_679_616_000_000)

    let settings: BrokerSettings
    private(set) var work: [Work] = []
    private(set) var events: [PaperBroker.Event] = []

    init(rounds: Int, equity: String = "10000") throws {
        let symbol = try Symbol("BTCUSDT")
        settings = try BrokerSettings(instruments: [
            InstrumentRules(
                symbol: symbol,
                tick: Price(parsing: "0.01"),
                lot: Quantity(parsing: "0.001"),
                minimumNotional: .zero
            )
        ])
        var broker = PaperBroker(initialEquity: try Money(parsing: equity), settings: settings)
        var position: LogPosition = 0
        for round in 0..<Int64(rounds) {
            let minute = round * 9
            for (offset, close) in [(Int64(0), Int64(100)), (3, 100 + round % 7), (6, 95 + round % 13)] {
                let open = Self.start.advanced(byMilliseconds: (minute + offset) * 60_000)
                let candle = try Candle(
                    symbol: symbol,
                    timeframe: .threeMinutes,
                    openTime: open,
                    open: Price(parsing: "100"),
                    high: Price(parsing: "107"),
                    low: Price(parsing: "95"),
                    close: Price(parsing: "\(close)"),
                    volume: Quantity(parsing: "1000000")
                )
                position += 1
                record(
                    &broker,
                    .market(MarketEvent(position: position, time: candle.closeTime, kind: .candleClosed(candle)))
                )
                position += 1
                record(&broker, .market(MarketEvent(position: position, time: candle.closeTime, kind: .tick)))
                let cycle = CycleID(time: candle.closeTime, position: position)
                if offset == 0 { try record(&broker, .ordered([Self.order(symbol, cycle, .open)])) }
                if offset == 3, round % 2 == 0 { try record(&broker, .ordered([Self.order(symbol, cycle, .close)])) }
            }
        }
    }

    private mutating func record(_ broker: inout PaperBroker, _ event: PaperBroker.Event) {
        let effects = broker.handle(event, at: .epoch)
        events.append(event)
        work.append(Work(entries: effects.entries, equity: effects.equityPoints, state: broker.state))
    }

    private static func order(_ symbol: Symbol, _ cycle: CycleID, _ leg: OrderID.Leg) throws -> ApprovedOrder {
        let protection = Order.Protection(stopLoss: try Price(parsing: "90"), takeProfit: try Price(parsing: "120"))
        let order = try Order(
            id: OrderID(decision: DecisionID(cycle: cycle.time, symbol: symbol), leg: leg),
            side: leg == .open ? .buy : .sell,
            quantity: Quantity(parsing: "1"),
            protection: leg == .open ? protection : nil,
            leverage: 1,
            referencePrice: Price(parsing: "100"),
            decidedAt: cycle
        )
        return ApprovedOrder(order: order, gateEpoch: 1)
    }
}

extension LedgerStore {
    mutating func commit(_ work: Work) throws(StoreError) {
        try commit(work.entries, equity: work.equity, state: work.state)
    }
}
