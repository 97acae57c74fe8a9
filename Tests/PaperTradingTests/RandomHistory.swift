import PaperTrading
import TestSupport
import TradingDomain

/// A market and its orders drawn from one seed: gaps, halts, missing candles, thin volume, wild prices, funding, leverage,
/// every kind of order, changes, transfers, repeats and bad orders.
struct RandomHistory {
    static let symbols = ["AAAUSDT", "BBBUSDT", "CCCUSDT"]

    let events: [PaperBroker.Event]
    let settings: BrokerSettings

    init(seed: UInt64, steps: Int) throws {
        var draw = Draw(generator: SeededGenerator(seed: seed))
        settings = try draw.settings()
        var prices = [100_00000000, 2_50000000, 30_000_00000000].map { Int64($0) }
        var minute = Int64(0)
        let symbols = settings.instruments.map(\.symbol)
        for _ in 0..<steps {
            let open = Timestamp(milliseconds: Script.start.milliseconds + minute * Script.minute)
            minute += draw.chance(20) ? 30 : 3
            for (index, symbol) in symbols.enumerated() where !draw.chance(10) {
                let candle = try draw.candle(symbol, open, &prices[index])
                draw.append(.candleClosed(candle), candle.closeTime)
            }
            let now = Timestamp(milliseconds: Script.start.milliseconds + minute * Script.minute)
            for symbol in symbols where draw.chance(4) {
                draw.append(.fundingSettled(symbol, try FundingRate(units: draw.number(-500_000...500_000))), now)
            }
            draw.append(.tick, now)
            if draw.chance(40) {
                let amount = Money(units: draw.number(-2_000...2_000) * 100_000_000 + 1)
                // A withdrawal of more than is free ends a broker: it is never drawn.
                if amount > .zero { draw.events.append(.transferred(try Transfer(amount: amount, note: "drawn"))) }
            }
            guard draw.chance(2) else { continue }
            try draw.orders(of: zip(symbols, prices).map { $0 }, settings, at: now)
        }
        events = draw.events
    }

    /// What the choices are made with, and what was chosen so far.
    struct Draw {
        var generator: SeededGenerator
        var events: [PaperBroker.Event] = []
        var position = LogPosition(0)
        var sent: [ApprovedOrder] = []
        var changed: [ApprovedChange] = []

        mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &generator) == 0 }
        mutating func number(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &generator) }

        mutating func append(_ kind: MarketEvent.Kind, _ time: Timestamp) {
            position += 1
            events.append(.market(MarketEvent(position: position, time: time, kind: kind)))
        }
    }
}

extension RandomHistory.Draw {
    mutating func settings() throws -> BrokerSettings {
        var instruments: [InstrumentRules] = []
        for name in RandomHistory.symbols {
            instruments.append(
                try InstrumentRules(
                    symbol: Symbol(name),
                    tick: Price(units: [1, 1000, 1_000_000].randomElement(using: &generator) ?? 1),
                    lot: Quantity(units: [1, 1000, 1_000_000].randomElement(using: &generator) ?? 1),
                    minimumNotional: Money(units: [0, 5_00000000].randomElement(using: &generator) ?? 0)
                )
            )
        }
        return try BrokerSettings(
            instruments: instruments,
            fills: FillModel(
                latency_ms: number(0...400_000),
                expiry_ms: number(400_001...900_000),
                slippage_bp: number(0...50),
                halfSpread_bp: number(0...10),
                takerFee_millionths: number(0...2000),
                impact_bp: chance(3) ? 0 : number(0...300),
                participation_percent: chance(3) ? 1_000_000 : number(1...100),
                makerFee_millionths: number(0...500),
                liquidationFee_millionths: number(0...10_000)
            ),
            ceiling_percent: chance(2) ? 25 : 300,
            tiers: chance(2) ? .standard : MarginTiers([(.zero, 10_000), (Money(units: 1000_00000000), 30_000)])
        )
    }

    mutating func candle(_ symbol: Symbol, _ open: Timestamp, _ price: inout Int64) throws -> Candle {
        let isHalted = chance(8)
        // Liquidations need a market that falls by a tenth now and then.
        let width: Int64 = chance(12) ? 200 : 40
        let first = isHalted ? price : moved(price, -width...width)
        let last = isHalted ? price : moved(first, -20...20)
        let high = isHalted ? price : max(first, last, moved(max(first, last), 0...30))
        let low = isHalted ? price : min(first, last, moved(min(first, last), -30...0))
        price = last
        // About the value of the orders, so that some are filled in parts.
        let volume = Int128(number(1...400)) * 100 * 100_000_000 * 100_000_000 / Int128(price)
        return try Candle(
            symbol: symbol,
            timeframe: .threeMinutes,
            openTime: open,
            open: Price(units: first),
            high: Price(units: high),
            low: Price(units: low),
            close: Price(units: last),
            volume: Quantity(units: isHalted ? 0 : Int64(volume))
        )
    }

    private mutating func moved(_ price: Int64, _ permille: ClosedRange<Int64>) -> Int64 {
        max(1, price + price / 1000 * number(permille))
    }

    mutating func orders(of markets: [(Symbol, Int64)], _ settings: BrokerSettings, at now: Timestamp) throws {
        let cycle = CycleID(time: now, position: position)
        var orders: [ApprovedOrder] = []
        for (symbol, price) in markets where chance(2) {
            let rules = settings.instruments.first { $0.symbol == symbol }
            let order = try order(symbol, at: price, rules, cycle)
            orders.append(ApprovedOrder(order: order, gateEpoch: generator.next()))
        }
        if let repeated = sent.randomElement(using: &generator), chance(2) { orders.append(repeated) }
        sent += orders
        events.append(.ordered(orders))
        guard chance(2), let target = sent.suffix(6).randomElement(using: &generator)?.order else { return }
        var changes = [ApprovedChange(change: try change(target, cycle), gateEpoch: 1)]
        if let repeated = changed.randomElement(using: &generator) { changes.append(repeated) }
        changed += changes
        events.append(.changed(changes))
    }

    private mutating func order(
        _ symbol: Symbol,
        at price: Int64,
        _ rules: InstrumentRules?,
        _ cycle: CycleID
    ) throws -> Order {
        let side: Side = chance(2) ? .buy : .sell
        let leg: OrderID.Leg = chance(3) ? .close : .open
        // About 1 % to 40 % of ten thousand: some are above the ceiling.
        let notional = Int128(number(1...40)) * 100 * 100_000_000 * 100_000_000
        let lot = rules?.lot.units ?? 1
        let isOffStep = chance(15)
        let units = Int64(notional / Int128(price))
        return try Order(
            id: OrderID(decision: DecisionID(cycle: cycle.time, symbol: symbol), leg: leg),
            side: side,
            quantity: Quantity(units: max(1, isOffStep ? units : units - units % lot)),
            protection: leg == .close
                ? nil
                : Order.Protection(stopLoss: try level(price, -side.sign), takeProfit: try level(price, side.sign)),
            leverage: chance(4) ? 1 : Int(number(5...100)),
            referencePrice: Price(units: price),
            decidedAt: cycle,
            execution: try execution(price, rules?.tick.units ?? 1),
            timeInForce: timeInForce(cycle.time)
        )
    }

    private mutating func level(_ price: Int64, _ direction: Int64) throws -> Price {
        // Now and then so far away that a leveraged position is liquidated first.
        try Price(units: max(1, price + direction * (price / 1000 * number(chance(3) ? 60...300 : -5...80))))
    }

    private mutating func execution(_ price: Int64, _ tick: Int64) throws -> Order.Execution {
        let raw = max(1, price + price / 1000 * number(-15...15))
        let near = try Price(units: chance(20) ? raw : max(tick, raw - raw % tick))
        return switch number(0...7) {
        case 0: .limit(near, isPostOnly: false)
        case 1: .limit(near, isPostOnly: true)
        case 2: .stopMarket(trigger: near)
        case 3: .takeProfit(trigger: near)
        default: .market
        }
    }

    private mutating func timeInForce(_ now: Timestamp) -> Order.TimeInForce {
        switch number(0...11) {
        case 0: .goodTillCancelled
        case 1: .goodTill(now.advanced(byMilliseconds: number(-1000...3_000_000)))
        case 2: .immediateOrCancel
        case 3: .fillOrKill
        default: .standard
        }
    }

    private mutating func change(_ order: Order, _ cycle: CycleID) throws -> OrderChange {
        let price = order.referencePrice.units
        let action: OrderChange.Action
        switch number(0...4) {
        case 0: action = .cancel
        case 1:
            action = .amend(
                quantity: try Quantity(units: max(1, order.quantity.units / 2)),
                level: nil,
                protection: nil
            )
        case 2: action = .amend(quantity: nil, level: try level(price, 1), protection: nil)
        default:
            let protection = Order.Protection(
                stopLoss: try level(price, -order.side.sign),
                takeProfit: try level(price, order.side.sign)
            )
            action = .amend(quantity: nil, level: nil, protection: protection)
        }
        return try OrderChange(order: order.id, decidedAt: cycle, action: action)
    }
}
