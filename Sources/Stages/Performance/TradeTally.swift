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
    private(set) var funding = Money.zero
    /// Sorted by symbol.
    private(set) var bySymbol: [PerformanceReport.SymbolResult] = []
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
        let place = place(of: fill.symbol)
        bySymbol[place].fills += 1
        bySymbol[place].fees += fill.fee
        bySymbol[place].realisedProfit += fill.realisedProfit
        if fill.cause == .liquidation { bySymbol[place].liquidations += 1 }
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
            close(open.remove(at: index).profit, at: place)
        }
    }

    mutating func add(_ payment: FundingPayment) {
        funding += payment.amount
        bySymbol[place(of: payment.symbol)].funding += payment.amount
        guard let index = open.firstIndex(where: { $0.symbol == payment.symbol }) else { return }
        open[index].profit += payment.amount
    }

    private mutating func place(of symbol: Symbol) -> Int {
        let place = bySymbol.firstIndex { $0.symbol >= symbol } ?? bySymbol.count
        if place == bySymbol.count || bySymbol[place].symbol != symbol {
            bySymbol.insert(PerformanceReport.SymbolResult(symbol: symbol), at: place)
        }
        return place
    }

    private mutating func close(_ profit: Money, at place: Int) {
        closed += 1
        bySymbol[place].trades += 1
        if profit > .zero {
            winners += 1
            bySymbol[place].winners += 1
            won += profit
        } else {
            lost -= profit
        }
    }
}
