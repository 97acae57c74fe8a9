import TradingDomain

/// Notional values that are or may become open: positions at their mark, pending opening orders at their reference
/// price, and orders approved earlier in the same batch. Gross: a short does not offset a long. Units of 1e-8, rounded
/// up; 128 bits, so that no sum overflows.
struct Exposures {
    private(set) var parts: [(symbol: Symbol, notional: Int128)] = []
    private(set) var total: Int128 = 0
    /// What is bought less what is sold.
    private(set) var net: Int128 = 0
    /// What of the cash the leverage of each part binds.
    private(set) var margin: Int128 = 0

    init(of account: AccountSnapshot) {
        for holding in account.holdings {
            let position = holding.position
            add(position.symbol, position.side, position.quantity, at: holding.mark, leverage: position.leverage)
        }
        for order in account.pendingOrders where order.id.leg == .open {
            add(order.symbol, order.side, order.quantity, at: order.referencePrice, leverage: order.leverage)
        }
    }

    /// - Parameters:
    ///   - symbol: whose value it is.
    ///   - side: of the position, or of the order that opens it.
    ///   - quantity: of contracts.
    ///   - price: at which they are valued.
    ///   - leverage: 1 or more; anything below counts as 1.
    mutating func add(_ symbol: Symbol, _ side: Side, _ quantity: Quantity, at price: Price, leverage: Int) {
        let one = Int128(FixedPoint.unitsPerOne)
        let notional = (Int128(price.units) * Int128(quantity.units) + one - 1) / one
        let leverage = Int128(max(1, leverage))
        parts.append((symbol, notional))
        total += notional
        net += side == .buy ? notional : -notional
        margin += (notional + leverage - 1) / leverage
    }

    func ofSymbol(_ symbol: Symbol) -> Int128 {
        parts.reduce(0) { $1.symbol == symbol ? $0 + $1.notional : $0 }
    }

    /// The symbol and all that move with it; a symbol whose correlation is not known counts as moving with it.
    func ofGroup(_ snapshot: FeatureSnapshot, boundHundredths: Int) -> Int128 {
        parts.reduce(0) { sum, part in
            Self.isApart(part.symbol, from: snapshot, boundHundredths: boundHundredths) ? sum : sum + part.notional
        }
    }

    /// Whose exposure counts for the group of a symbol: itself and all that move with it, sorted.
    func members(_ snapshot: FeatureSnapshot, boundHundredths: Int) -> [Symbol] {
        let apart = parts.map(\.symbol).filter {
            Self.isApart($0, from: snapshot, boundHundredths: boundHundredths)
        }
        return Set(parts.map(\.symbol)).subtracting(apart).union([snapshot.symbol]).sorted()
    }

    private static func isApart(_ symbol: Symbol, from snapshot: FeatureSnapshot, boundHundredths: Int) -> Bool {
        symbol != snapshot.symbol
            && snapshot.correlations.contains {
                $0.other == symbol && $0.coefficient.magnitude < Double(boundHundredths) / 100
            }
    }
}
