package import PaperTrading
package import TradingDomain

/// A strategy in native code over the paper broker's books: the floor of what the engine costs, and a way to compare it
/// with other engines. The books are exact, the equity is known at every close, and the entries are kept.
package struct NativeBacktest<Strategy: CandleStrategy>: Sendable {
    private let symbol: Symbol
    private var strategy: Strategy
    private var broker: UngatedBroker
    private var cash = Money.zero
    private var peak = Money.zero
    private var trough = Money.zero
    /// Every entry of the books, in order.
    package private(set) var entries: [LedgerTransaction] = []
    /// Cash and open profit at the last close.
    package private(set) var equity = Money.zero
    /// The deepest (peak − equity) ÷ peak at a close, 0 ... 1.
    package private(set) var maximumDrawdown = 0.0

    /// - Parameters:
    ///   - strategy: decides.
    ///   - symbol: of every candle; one of the settings' instruments.
    ///   - initialEquity: above zero.
    ///   - settings: costs and rules.
    package init(_ strategy: Strategy, symbol: Symbol, initialEquity: Money, settings: BrokerSettings) {
        self.strategy = strategy
        self.symbol = symbol
        broker = UngatedBroker(symbol: symbol, initialEquity: initialEquity, settings: settings)
    }

    package var counters: BrokerCounters { broker.counters }

    /// Applies the next closed candle: fills first, then the equity, then the decision.
    ///
    /// - Throws: ``BacktestError/broker(_:)`` for an amount beyond 64 bits,
    ///   ``BacktestError/inconsistent(what:)`` for a wish that is no order.
    package mutating func add(_ candle: Candle) throws(BacktestError) {
        let effects = broker.apply(candle)
        if !effects.isEmpty { try keep(effects) }
        let isInvested = broker.position != nil
        equity = cash
        if isInvested { do { equity += try broker.openProfit(at: candle.close) } catch { throw .broker(error) } }
        follow(equity)
        if let wish = strategy.decide(on: candle, isInvested: isInvested) { try place(wish, at: candle.close) }
    }

    /// The deepest fall from a peak is at the lowest equity behind it.
    private mutating func follow(_ equity: Money) {
        if equity >= peak {
            (peak, trough) = (equity, equity)
        } else if equity < trough {
            trough = equity
            maximumDrawdown = max(maximumDrawdown, (peak - trough).value / peak.value)
        }
    }

    private mutating func keep(_ effects: [PaperBroker.Effect]) throws(BacktestError) {
        if let failure = effects.failure { throw .broker(failure) }
        entries += effects.entries
        cash = broker.cash
    }

    private mutating func place(_ wish: NativeWish, at close: Price) throws(BacktestError) {
        let cycle = broker.cycle
        let decision = DecisionID(cycle: cycle.time, symbol: symbol)
        var order: Order?
        do throws(ValueError) {
            switch wish {
            case .buy(let quantity, let protection):
                order = try Order(
                    id: OrderID(decision: decision, leg: .open),
                    side: .buy,
                    quantity: quantity,
                    protection: protection,
                    leverage: 1,
                    referencePrice: close,
                    decidedAt: cycle
                )
            case .sell:
                guard let position = broker.position else { return }
                order = try Order(
                    id: OrderID(decision: decision, leg: .close),
                    side: .sell,
                    quantity: position.quantity,
                    protection: nil,
                    leverage: 1,
                    referencePrice: close,
                    decidedAt: cycle
                )
            }
        } catch {
            throw .inconsistent(what: "\(error)")
        }
        if let order { try keep(broker.place(order)) }
    }
}
