internal import PaperTrading
internal import TradingDomain

/// Buying every symbol for an equal share of the account and holding it to the end, at the run's own costs and fills.
struct HoldBaseline {
    private struct Holding {
        let symbol: Symbol
        let lot: Quantity
        /// Its part of the initial equity.
        let share: Money
        var broker: UngatedBroker
        var mark: Price?
        var hasOrdered = false
    }

    private var holdings: [Holding] = []
    /// The first cycle at which it may buy; `nil` while that is not known.
    var start: Timestamp?
    private(set) var points: [EquityPoint] = []
    /// Fills and funding.
    private(set) var entries: [LedgerTransaction] = []

    /// - Parameters:
    ///   - settings: costs, instruments and the account's deposit.
    ///   - start: the first cycle at which it may buy; `nil` is told later.
    /// - Throws: ``BacktestError/inconsistent(what:)`` for settings that were refused: a bug.
    init(_ settings: BacktestSettings, from start: Timestamp?) throws(BacktestError) {
        self.start = start
        let instruments = settings.broker.instruments
        let share = Money(units: settings.initialEquity.units / Int64(max(instruments.count, 1)))
        for instrument in instruments {
            let broker: BrokerSettings
            do {
                // The ceiling guards against a gate gone wrong; here the whole share is meant to be spent.
                broker = try BrokerSettings(
                    instruments: [instrument],
                    entryTimeframe: settings.broker.entryTimeframe,
                    fills: settings.broker.fills,
                    ceiling_percent: 1_000
                )
            } catch {
                throw .inconsistent(what: "\(error)")
            }
            holdings.append(
                Holding(
                    symbol: instrument.symbol,
                    lot: instrument.lot,
                    share: share,
                    broker: UngatedBroker(symbol: instrument.symbol, initialEquity: share, settings: broker)
                )
            )
        }
    }

    mutating func apply(_ event: MarketEvent, entryTimeframe: Timeframe) throws(BacktestError) {
        switch event.kind {
        case .candleClosed(let candle) where candle.timeframe == entryTimeframe:
            guard let index = holdings.firstIndex(where: { $0.symbol == candle.symbol }) else { return }
            holdings[index].mark = candle.close
            try keep(holdings[index].broker.apply(candle))
        case .fundingSettled(let symbol, let rate):
            guard let index = holdings.firstIndex(where: { $0.symbol == symbol }) else { return }
            try keep(holdings[index].broker.settle(rate, at: event.time))
        case .tick:
            if let start, event.time >= start { for index in holdings.indices { try buy(index) } }
            try mark(event)
        default: break
        }
    }

    /// Forgets what has been written.
    mutating func clearWritten() {
        points.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
    }

    private mutating func keep(_ effects: [PaperBroker.Effect]) throws(BacktestError) {
        if let failure = effects.failure { throw .broker(failure) }
        entries += effects.entries.filter(\.isResult)
    }

    /// Orders once: 99 % of the share, the rest is for the spread and the fee.
    private mutating func buy(_ index: Int) throws(BacktestError) {
        let holding = holdings[index]
        guard !holding.hasOrdered, let mark = holding.mark else { return }
        holdings[index].hasOrdered = true
        let cycle = holding.broker.cycle
        var order: Order?
        do throws(ValueError) {
            let quantity = try holding.share.share(basisPoints: 9_900).quantity(at: mark).roundedDown(to: holding.lot)
            guard !quantity.isZero else { return }
            order = try Order(
                id: OrderID(decision: DecisionID(cycle: cycle.time, symbol: holding.symbol), leg: .open),
                side: .buy,
                quantity: quantity,
                // Neither is ever touched: a hundredth and a hundredfold of the price.
                protection: Order.Protection(
                    stopLoss: Price(units: max(mark.units / 100, 1)),
                    takeProfit: Price(units: mark.units * 100)
                ),
                leverage: 1,
                referencePrice: mark,
                decidedAt: cycle
            )
        } catch {
            throw .inconsistent(what: "\(error)")
        }
        if let order { try keep(holdings[index].broker.place(order)) }
    }

    private mutating func mark(_ event: MarketEvent) throws(BacktestError) {
        var (cash, equity, exposure) = (Money.zero, Money.zero, Money.zero)
        for holding in holdings {
            // Its deposit is booked with its first candle.
            let settled = holding.mark == nil ? holding.share : holding.broker.cash
            cash += settled
            equity += settled
            guard let mark = holding.mark, let position = holding.broker.position else { continue }
            do throws(BrokerError) { equity += try holding.broker.openProfit(at: mark) } catch { throw .broker(error) }
            guard let notional = try? mark.notional(of: position.quantity) else { continue }
            exposure += notional
        }
        points.append(
            EquityPoint(position: event.position, time: event.time, cash: cash, equity: equity, exposure: exposure)
        )
    }
}
