import PaperTrading
import TestSupport
import TradingDomain

/// A market and its orders drawn from one seed: gaps, halts, missing candles, wild prices, repeats and bad orders.
struct RandomHistory {
    static let symbols = ["AAAUSDT", "BBBUSDT", "CCCUSDT"]

    let events: [PaperBroker.Event]
    let settings: BrokerSettings

    init(seed: UInt64, steps: Int) throws {
        var generator = SeededGenerator(seed: seed)
        settings = try Self.settings(&generator)
        var events: [PaperBroker.Event] = []
        var prices = [100_00000000, 2_50000000, 30_000_00000000].map { Int64($0) }
        var (position, minute) = (LogPosition(0), Int64(0))
        var sent: [ApprovedOrder] = []
        let symbols = try Self.symbols.map { try Symbol($0) }
        func append(_ kind: MarketEvent.Kind, _ time: Timestamp) {
            position += 1
            events.append(.market(MarketEvent(position: position, time: time, kind: kind)))
        }
        for _ in 0..<steps {
            let open = Timestamp(milliseconds: Script.start.milliseconds + minute * Script.minute)
            minute += Int.random(in: 0..<20, using: &generator) == 0 ? 30 : 3
            for (index, symbol) in symbols.enumerated() where Int.random(in: 0..<10, using: &generator) > 0 {
                let candle = try Self.candle(symbol, open, &prices[index], &generator)
                append(.candleClosed(candle), candle.closeTime)
            }
            let now = Timestamp(milliseconds: Script.start.milliseconds + minute * Script.minute)
            append(.tick, now)
            guard Int.random(in: 0..<2, using: &generator) == 0 else { continue }
            let cycle = CycleID(time: now, position: position)
            var orders: [ApprovedOrder] = []
            for (index, symbol) in symbols.enumerated() where Bool.random(using: &generator) {
                let order = try Self.order(symbol, at: prices[index], cycle, &generator)
                orders.append(ApprovedOrder(order: order, gateEpoch: generator.next()))
            }
            if let repeated = sent.randomElement(using: &generator) { orders.append(repeated) }
            sent += orders
            events.append(.ordered(orders))
        }
        self.events = events
    }

    private static func settings(_ generator: inout SeededGenerator) throws -> BrokerSettings {
        try BrokerSettings(
            instruments: try symbols.map {
                try InstrumentRules(
                    symbol: Symbol($0),
                    tick: Price(units: [1, 1000, 1_000_000].randomElement(using: &generator) ?? 1),
                    lot: Quantity(units: 1),
                    minimumNotional: .zero
                )
            },
            fills: FillModel(
                latency_ms: Int64.random(in: 0...400_000, using: &generator),
                expiry_ms: Int64.random(in: 400_001...900_000, using: &generator),
                slippage_bp: Int64.random(in: 0...50, using: &generator),
                halfSpread_bp: Int64.random(in: 0...10, using: &generator),
                takerFee_millionths: Int64.random(in: 0...2000, using: &generator)
            )
        )
    }

    private static func candle(
        _ symbol: Symbol,
        _ open: Timestamp,
        _ price: inout Int64,
        _ generator: inout SeededGenerator
    ) throws -> Candle {
        let isHalted = Int.random(in: 0..<8, using: &generator) == 0
        func moved(_ price: Int64, by permille: ClosedRange<Int64>) -> Int64 {
            isHalted ? price : max(1, price + price / 1000 * Int64.random(in: permille, using: &generator))
        }
        let first = moved(price, by: -40...40)
        let last = moved(first, by: -20...20)
        let high = max(first, last, moved(max(first, last), by: 0...30))
        let low = min(first, last, moved(min(first, last), by: -30...0))
        price = last
        return try Candle(
            symbol: symbol,
            timeframe: .threeMinutes,
            openTime: open,
            open: Price(units: first),
            high: Price(units: high),
            low: Price(units: low),
            close: Price(units: last),
            volume: Quantity(units: isHalted ? 0 : 1)
        )
    }

    private static func order(
        _ symbol: Symbol,
        at price: Int64,
        _ cycle: CycleID,
        _ generator: inout SeededGenerator
    ) throws -> Order {
        let side: Side = Bool.random(using: &generator) ? .buy : .sell
        let leg: OrderID.Leg = Int.random(in: 0..<3, using: &generator) == 0 ? .close : .open
        func level(_ direction: Int64) throws -> Price {
            try Price(units: max(1, price + direction * (price / 1000 * Int64.random(in: -5...80, using: &generator))))
        }
        // About 1 % to 40 % of ten thousand: some are above the ceiling.
        let notional = Int128(Int64.random(in: 1...40, using: &generator)) * 100 * 100_000_000 * 100_000_000
        return try Order(
            id: OrderID(decision: DecisionID(cycle: cycle.time, symbol: symbol), leg: leg),
            side: side,
            quantity: Quantity(units: max(1, Int64(notional / Int128(price)))),
            protection: leg == .close
                ? nil : Order.Protection(stopLoss: try level(-side.sign), takeProfit: try level(side.sign)),
            leverage: 1,
            referencePrice: Price(units: price),
            decidedAt: cycle
        )
    }
}
