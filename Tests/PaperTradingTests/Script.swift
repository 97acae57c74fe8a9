import PaperTrading
import TradingDomain

/// Drives a broker through a market written down in a few words. Prices and quantities are decimal text.
struct Script {
    static let start = Timestamp(milliseconds: 1_679_616_000_000)  // 2023-03-24T00:00:00Z
    static let minute: Int64 = 60_000

    var broker: PaperBroker
    var position: LogPosition = 0
    var time = Script.start
    /// Everything the broker did, in order.
    var effects: [PaperBroker.Effect] = []

    init(
        fills: FillModel,
        symbols: [String] = ["BTCUSDT"],
        equity: String = "10000",
        tick: String = "0.01",
        lot: String = "0.00000001",
        minimumNotional: String = "0",
        ceiling_percent: Int64 = 25,
        tiers: MarginTiers = .standard
    ) throws {
        let settings = try BrokerSettings(
            instruments: symbols.map {
                try InstrumentRules(
                    symbol: Symbol($0),
                    tick: Price(parsing: tick),
                    lot: Quantity(parsing: lot),
                    minimumNotional: Money(parsing: minimumNotional)
                )
            },
            fills: fills,
            ceiling_percent: ceiling_percent,
            tiers: tiers
        )
        broker = PaperBroker(initialEquity: try Money(parsing: equity), settings: settings)
    }

    /// Free of costs and of latency.
    static func free(latency_ms: Int64 = 0, expiry_ms: Int64 = 600_000) throws -> FillModel {
        try FillModel(
            latency_ms: latency_ms,
            expiry_ms: expiry_ms,
            slippage_bp: 0,
            halfSpread_bp: 0,
            takerFee_millionths: 0
        )
    }

    var entries: [LedgerTransaction] { effects.entries }

    var fills: [Fill] {
        entries.compactMap { if case .fill(let fill) = $0.kind { fill } else { nil } }
    }

    var expiries: [String] {
        entries.compactMap { if case .orderExpired(_, let reason) = $0.kind { reason } else { nil } }
    }

    /// A three-minute candle `minutes` after the start, applied when it closes.
    mutating func candle(
        _ minutes: Int64,
        _ open: String,
        _ high: String,
        _ low: String,
        _ close: String,
        volume: String = "1",
        of symbol: String = "BTCUSDT"
    ) throws {
        let candle = try Candle(
            symbol: Symbol(symbol),
            timeframe: .threeMinutes,
            openTime: Script.start.advanced(byMilliseconds: minutes * Script.minute),
            open: Price(parsing: open),
            high: Price(parsing: high),
            low: Price(parsing: low),
            close: Price(parsing: close),
            volume: Quantity(parsing: volume)
        )
        apply(.candleClosed(candle), at: candle.closeTime)
    }

    mutating func tick(_ minutes: Int64) {
        apply(.tick, at: Script.start.advanced(byMilliseconds: minutes * Script.minute))
    }

    mutating func apply(_ kind: MarketEvent.Kind, at time: Timestamp) {
        position += 1
        self.time = time
        effects += broker.apply(MarketEvent(position: position, time: time, kind: kind))
    }

    /// Sends an order of the cycle that is due now.
    mutating func order(
        _ side: Side,
        _ quantity: String,
        stop: String,
        target: String,
        of symbol: String = "BTCUSDT",
        leverage: Int = 1,
        _ execution: Order.Execution = .market,
        _ timeInForce: Order.TimeInForce = .standard
    ) throws {
        let protection = Order.Protection(stopLoss: try Price(parsing: stop), takeProfit: try Price(parsing: target))
        send(try makeOrder(side, quantity, protection, of: symbol, leverage: leverage, execution, timeInForce))
    }

    mutating func close(
        _ side: Side,
        _ quantity: String,
        of symbol: String = "BTCUSDT",
        _ execution: Order.Execution = .market,
        _ timeInForce: Order.TimeInForce = .standard
    ) throws {
        send(try makeOrder(side, quantity, nil, of: symbol, execution, timeInForce))
    }

    /// Changes the newest order, or the position that it opened.
    mutating func change(_ action: OrderChange.Action) throws {
        let newest = entries.reversed().lazy.compactMap { entry in
            if case .orderAccepted(let order) = entry.kind { order } else { nil }
        }.first
        guard let newest else { throw ScriptError.noOrder }
        let change = try OrderChange(
            order: newest.id,
            decidedAt: CycleID(time: time, position: position),
            action: action
        )
        effects += broker.handle(.changed([ApprovedChange(change: change, gateEpoch: 7)]), at: time)
    }

    /// Settles funding now, and some milliseconds late as venues do.
    mutating func funding(_ rate: String, of symbol: String = "BTCUSDT") throws {
        let kind = MarketEvent.Kind.fundingSettled(try Symbol(symbol), try FundingRate(parsing: rate))
        apply(kind, at: time.advanced(byMilliseconds: 7))
    }

    mutating func send(_ order: Order) {
        effects += broker.handle(.ordered([ApprovedOrder(order: order, gateEpoch: 7)]), at: time)
    }

    func makeOrder(
        _ side: Side,
        _ quantity: String,
        _ protection: Order.Protection?,
        of symbol: String = "BTCUSDT",
        leverage: Int = 1,
        _ execution: Order.Execution = .market,
        _ timeInForce: Order.TimeInForce = .standard
    ) throws -> Order {
        try Order(
            id: OrderID(
                decision: DecisionID(cycle: time, symbol: try Symbol(symbol)),
                leg: protection == nil ? .close : .open
            ),
            side: side,
            quantity: Quantity(parsing: quantity),
            protection: protection,
            leverage: leverage,
            referencePrice: Price(parsing: "100"),
            decidedAt: CycleID(time: time, position: position),
            execution: execution,
            timeInForce: timeInForce
        )
    }
}

enum ScriptError: Error { case noMark, noOrder }

extension Money: ExpressibleByStringLiteral {
    /// Amounts in tests are literals.
    package init(stringLiteral text: String) {
        self.init(units: FixedPoint.units(parsing: text) ?? .min)
    }
}
