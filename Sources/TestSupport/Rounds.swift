package import PaperTrading
internal import TradingDomain

/// A market and its orders without end: every nine minutes one contract is bought, and sold by order six minutes later.
package struct Rounds {
    private static let start = Timestamp(milliseconds: 1_679_616_000_000)

    package let settings: BrokerSettings
    private let symbol: Symbol
    private let protection: Order.Protection

    /// - Throws: never: the values are constants.
    package init() throws {
        symbol = try Symbol("BTCUSDT")
        protection = Order.Protection(stopLoss: try Price(parsing: "50"), takeProfit: try Price(parsing: "200"))
        settings = try BrokerSettings(instruments: [
            InstrumentRules(
                symbol: symbol,
                tick: Price(parsing: "0.01"),
                lot: Quantity(parsing: "0.001"),
                minimumNotional: .zero
            )
        ])
    }

    /// The events of one round; six of the market and two orders, six ledger entries.
    package func events(_ round: Int) throws -> [PaperBroker.Event] {
        var events: [PaperBroker.Event] = []
        for part in 0..<3 {
            let open = Self.start.advanced(byMilliseconds: Int64(round * 9 + part * 3) * 60_000)
            let price = try Price(units: Int64(100 + (round * 7 + part) % 11) * 100_000_000)
            let candle = try Candle(
                symbol: symbol,
                timeframe: .threeMinutes,
                openTime: open,
                open: price,
                high: Price(units: price.units + 100_000_000),
                low: price,
                close: price,
                volume: Quantity(parsing: "100000")
            )
            let position = LogPosition(round * 6 + part * 2 + 1)
            let tick = LogPosition(position + 1)
            events.append(
                .market(MarketEvent(position: position, time: candle.closeTime, kind: .candleClosed(candle)))
            )
            events.append(.market(MarketEvent(position: tick, time: candle.closeTime, kind: .tick)))
            if part == 2 { continue }
            let leg: OrderID.Leg = part == 0 ? .open : .close
            let order = try Order(
                id: OrderID(decision: DecisionID(cycle: candle.closeTime, symbol: symbol), leg: leg),
                side: part == 0 ? .buy : .sell,
                quantity: Quantity(parsing: "1"),
                protection: part == 0 ? protection : nil,
                leverage: 1,
                referencePrice: price,
                decidedAt: CycleID(time: candle.closeTime, position: tick)
            )
            events.append(.ordered([ApprovedOrder(order: order, gateEpoch: 1)]))
        }
        return events
    }
}
