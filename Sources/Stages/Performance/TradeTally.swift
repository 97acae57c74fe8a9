internal import TradingDomain

/// Fills put together to trades.
struct TradeTally: Hashable, Sendable {
    private(set) var fills = 0
    private(set) var fees = Money.zero
    private(set) var realisedProfit = Money.zero
    /// In the account's currency.
    private(set) var notional = 0.0
    private(set) var closed = 0
    private(set) var winners = 0
    private(set) var won = Money.zero
    /// A positive amount.
    private(set) var lost = Money.zero
    private var open: [OpenTrade] = []

    private struct OpenTrade: Hashable {
        let symbol: Symbol
        var quantity: Quantity
        /// Realised so far, less the fees so far.
        var profit: Money
    }

    mutating func add(_ fill: Fill) {
        fills += 1
        fees += fill.fee
        realisedProfit += fill.realisedProfit
        notional += fill.price.value * fill.quantity.value
        guard let index = open.firstIndex(where: { $0.symbol == fill.symbol }) else {
            if fill.cause == .open {
                open.append(OpenTrade(symbol: fill.symbol, quantity: fill.quantity, profit: -fill.fee))
            }
            return
        }
        open[index].profit += fill.realisedProfit - fill.fee
        if fill.cause == .open {
            open[index].quantity = open[index].quantity + fill.quantity
        } else if let rest = open[index].quantity.subtracting(fill.quantity), !rest.isZero {
            open[index].quantity = rest
        } else {
            close(open.remove(at: index).profit)
        }
    }

    private mutating func close(_ profit: Money) {
        closed += 1
        if profit > .zero {
            winners += 1
            won += profit
        } else {
            lost -= profit
        }
    }
}
