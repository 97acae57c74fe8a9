internal import TradingDomain

/// Isolated margin: a position can lose what was put behind it, and no more.
extension Position {
    /// The value at the average price ÷ leverage, rounded up to 1e-8.
    func margin() throws(BrokerError) -> Money {
        let notional = try averagePrice.value(of: quantity).units
        let leverage = Int64(leverage)
        return Money(units: notional / leverage + (notional % leverage > 0 ? 1 : 0))
    }

    /// The price at which margin and open profit have fallen to the maintenance margin, on the grid of 1e-8 and rounded
    /// against the trader; `nil` when no price above zero does that. The tier is that of the value at the average price.
    ///
    /// A long's: `(average × q − margin − deduction) ÷ (q × (1 − rate))`; a short's:
    /// `(average × q + margin + deduction) ÷ (q × (1 + rate))`.
    func liquidationPrice(_ tiers: MarginTiers) throws(BrokerError) -> Price? {
        let tier = tiers.tier(of: try averagePrice.value(of: quantity))
        let (one, whole) = (Int128(FixedPoint.unitsPerOne), Int128(1_000_000))
        let held = Int128(averagePrice.units) * Int128(quantity.units)
        let behind = (Int128(try margin().units) + Int128(tier.deduction.units)) * one
        let rate = Int128(tier.rate_millionths) * Int128(side == .buy ? -1 : 1)
        let left = (side == .buy ? held - behind : held + behind) * whole
        guard left > 0 else { return nil }
        let divisor = Int128(quantity.units) * (whole + rate)
        let units = side == .buy ? (left + divisor - 1) / divisor : left / divisor
        guard units > 0, let units = Int64(exactly: units) else { return nil }
        do { return try Price(units: units) } catch { throw .inconsistent(what: "\(error)") }
    }

    /// The price at which the margin is gone, on the tick grid and rounded into it: nothing is sold below it, nor bought
    /// back above.
    func bankruptcyPrice(tick: Price) throws(BrokerError) -> Price {
        let held = Int128(averagePrice.units) * Int128(quantity.units)
        let behind = Int128(try margin().units) * Int128(FixedPoint.unitsPerOne)
        let divisor = Int128(quantity.units) * Int128(tick.units)
        let ticks =
            side == .buy ? (max(held - behind, 0) + divisor - 1) / divisor : (held + behind) / divisor
        guard let units = Int64(exactly: max(ticks, 1) * Int128(tick.units)) else {
            throw .tooLarge(what: "the bankruptcy price of \(symbol)")
        }
        do { return try Price(units: units) } catch { throw .inconsistent(what: "\(error)") }
    }

    /// Whether a price is at the level, or beyond it, where the position loses.
    func isLosing(at price: Price, atOrBeyond level: Price) -> Bool {
        side == .buy ? price <= level : price >= level
    }
}
