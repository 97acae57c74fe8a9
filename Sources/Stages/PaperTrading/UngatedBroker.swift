package import TradingDomain

/// The paper broker for one instrument, without a market log and without a gate before it: for a strategy in native
/// code that is compared with other engines. The rules, the books and the arithmetic are ``PaperBroker``'s own; a
/// candle that only moves the mark is worked off here.
///
/// No process has one: what trades an account takes approved orders of a numbered log.
package struct UngatedBroker: Sendable {
    private var broker: PaperBroker
    private let symbol: Symbol
    private let slot: Int
    /// Moments and marks that the broker has not been told, because nothing depended on them yet.
    private var quiet: (candles: UInt64, time: Timestamp, mark: Price, averageVolume: Quantity)?
    /// Below it and above it the position is closed; everything lies between while there is none and no order waits.
    private var floor: Int64 = .max
    private var ceiling: Int64 = .min
    /// The open position, if any.
    package private(set) var position: Position?

    /// - Parameters:
    ///   - symbol: of every candle; one of the settings' instruments.
    ///   - initialEquity: above zero.
    ///   - settings: costs and rules.
    package init(symbol: Symbol, initialEquity: Money, settings: BrokerSettings) {
        self.symbol = symbol
        broker = PaperBroker(initialEquity: initialEquity, settings: settings)
        slot = broker.slot(of: symbol)
    }

    package var counters: BrokerCounters { broker.state.counters }

    /// Settled money.
    package var cash: Money { broker.state.cash }

    /// Applies the next closed candle.
    ///
    /// - Parameter candle: of ``symbol``, not before the last one's close time.
    /// - Returns: what ``PaperBroker/apply(_:)`` would.
    package mutating func apply(_ candle: Candle) -> [PaperBroker.Effect] {
        if candle.low.units > floor, candle.high.units < ceiling {
            let before = quiet?.averageVolume ?? broker.state.books[slot].averageVolume
            // Without an impact nothing asks for the volume.
            let volume = broker.settings.fills.impact_bp == 0 ? before : before.approaching(candle.volume)
            quiet = ((quiet?.candles ?? 0) + 1, candle.closeTime, candle.close, volume)
            return []
        }
        if let failure = broker.failure { return [.fail(failure)] }
        catchUp()
        var effects: [PaperBroker.Effect] = []
        broker.follow(
            MarketEvent(position: broker.state.cursor + 1, time: candle.closeTime, kind: .candleClosed(candle)),
            into: &effects
        )
        look()
        return effects
    }

    /// Settles funding on the open position, if there is one.
    ///
    /// - Parameters:
    ///   - rate: of the interval that ends.
    ///   - time: not before the last candle's close time.
    /// - Returns: what ``PaperBroker/apply(_:)`` would.
    package mutating func settle(_ rate: FundingRate, at time: Timestamp) -> [PaperBroker.Effect] {
        if let failure = broker.failure { return [.fail(failure)] }
        catchUp()
        var effects: [PaperBroker.Effect] = []
        broker.follow(
            MarketEvent(position: broker.state.cursor + 1, time: time, kind: .fundingSettled(symbol, rate)),
            into: &effects
        )
        look()
        return effects
    }

    /// Takes an order decided at the last candle's close.
    package mutating func place(_ order: Order) -> [PaperBroker.Effect] {
        if let failure = broker.failure { return [.fail(failure)] }
        catchUp()
        let effects = broker.collect { broker, effects throws(BrokerError) in
            try broker.accept(order, into: &effects)
        }
        look()
        return effects
    }

    /// Where the broker stands, as an order's `decidedAt`.
    package var cycle: CycleID {
        CycleID(
            time: quiet?.time ?? broker.state.time,
            position: broker.state.cursor + (quiet?.candles ?? 0)
        )
    }

    /// The open position's profit at a price; zero without one.
    ///
    /// - Throws: ``BrokerError/tooLarge(what:)``.
    package func openProfit(at price: Price) throws(BrokerError) -> Money {
        guard let position else { return .zero }
        return try position.profit(closing: position.quantity, at: price)
    }

    private mutating func catchUp() {
        guard let quiet else { return }
        broker.state.cursor += quiet.candles
        broker.state.time = quiet.time
        broker.state.books[slot].mark = quiet.mark
        broker.state.books[slot].averageVolume = quiet.averageVolume
        self.quiet = nil
    }

    /// Works out between which prices a candle changes nothing but the mark.
    private mutating func look() {
        position = broker.state.books[slot].position
        guard broker.failure == nil, broker.state.sequence > 0, broker.state.books[slot].pending == nil else {
            (floor, ceiling) = (.max, .min)
            return
        }
        (floor, ceiling) = (.min, .max)
        guard let position else { return }
        let (stop, target) = (position.protection.stopLoss.units, position.protection.takeProfit.units)
        (floor, ceiling) = (min(stop, target), max(stop, target))
        guard let liquidation = broker.state.books[slot].liquidation?.units else { return }
        if position.side == .buy { floor = max(floor, liquidation) } else { ceiling = min(ceiling, liquidation) }
    }
}
