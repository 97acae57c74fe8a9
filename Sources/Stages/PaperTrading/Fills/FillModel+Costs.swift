internal import TradingDomain

/// Exact arithmetic of executions: 128 bits in the middle, and every rounding is against the trader.
extension FillModel {
    /// The price that a taker on `side` gets for `quantity` when the market is at `market`.
    ///
    /// `market × (1 ± (slippage + half spread + impact))`, rounded up to the tick for a buy and down for a sell; at least
    /// one tick.
    /// - Throws: ``BrokerError/tooLarge(what:)`` when the result is no 64-bit price.
    func takerPrice(
        _ market: Price,
        side: Side,
        _ quantity: Quantity,
        averageVolume: Quantity,
        tick: Price
    ) throws(BrokerError) -> Price {
        let cost = (slippage_bp + halfSpread_bp) * 100 + impact_millionths(of: quantity, averageVolume)
        let moved = Int128(market.units) * Int128(1_000_000 + side.sign * cost)
        let divisor = Int128(tick.units) * 1_000_000
        let ticks = side == .buy ? (moved + divisor - 1) / divisor : moved / divisor
        return try Self.price(ticks: max(ticks, 1), tick: tick)
    }

    /// `impact_bp × quantity ÷ average volume`, rounded up to a millionth; at most 10 %.
    private func impact_millionths(of quantity: Quantity, _ averageVolume: Quantity) -> Int64 {
        guard impact_bp > 0 else { return 0 }
        guard !averageVolume.isZero else { return Self.mostImpact_millionths }
        let product = Int128(impact_bp * 100) * Int128(quantity.units)
        let impact = (product + Int128(averageVolume.units) - 1) / Int128(averageVolume.units)
        return Int64(min(impact, Int128(Self.mostImpact_millionths)))
    }

    /// How much of an order one candle can execute: its share of the volume, rounded down to the lot.
    func capacity(of candle: Candle, lot: Quantity) -> Quantity {
        let share = Int128(candle.volume.units) * Int128(participation_percent) / 100
        let units = Int64(clamping: share)
        // Never negative, so it is a quantity.
        return ((try? Quantity(units: units)) ?? .zero).roundedDown(to: lot)
    }

    /// `level` on the tick grid, moved away from the trader on `side`.
    ///
    /// - Throws: ``BrokerError/tooLarge(what:)`` when the result is no 64-bit price.
    static func onGrid(_ level: Price, side: Side, tick: Price) throws(BrokerError) -> Price {
        let (units, divisor) = (Int128(level.units), Int128(tick.units))
        let ticks = side == .buy ? (units + divisor - 1) / divisor : units / divisor
        return try price(ticks: max(ticks, 1), tick: tick)
    }

    /// A fee on `notional`, rounded up to 1e-8.
    static func fee(_ millionths: Int64, on notional: Money) -> Money {
        let product = Int128(notional.units) * Int128(millionths)
        // At most a fifth of the notional, so it fits.
        return Money(units: Int64((product + 999_999) / 1_000_000))
    }

    private static func price(ticks: Int128, tick: Price) throws(BrokerError) -> Price {
        guard let units = Int64(exactly: ticks * Int128(tick.units)) else { throw .tooLarge(what: "a fill price") }
        do { return try Price(units: units) } catch { throw .inconsistent(what: "\(error)") }
    }
}

extension Position {
    /// The profit of closing `quantity` of this position at `price`, rounded down to 1e-8; fees are apart.
    ///
    /// - Throws: ``BrokerError/tooLarge(what:)``.
    func profit(closing quantity: Quantity, at price: Price) throws(BrokerError) -> Money {
        let move = (price.units - averagePrice.units) * side.sign
        let one = UInt64(FixedPoint.unitsPerOne)
        let product = move.magnitude.multipliedFullWidth(by: quantity.units.magnitude)
        guard product.high < one / 4 else { throw .tooLarge(what: "the profit of \(symbol)") }
        // Most profits need no division of 128 bits, which is a function.
        let (quotient, rest) =
            product.high == 0
            ? product.low.quotientAndRemainder(dividingBy: one) : one.dividingFullWidth(product)
        let units = Int64(quotient)
        return Money(units: move < 0 ? -units - (rest == 0 ? 0 : 1) : units)
    }
}

extension Position {
    /// What funding brings, rounded down: paid amounts up, received ones down.
    ///
    /// - Throws: ``BrokerError/tooLarge(what:)``.
    func funding(_ rate: FundingRate, at mark: Price) throws(BrokerError) -> Money {
        let product = Int128(try mark.value(of: quantity).units) * Int128(-side.sign * rate.units)
        let one = Int128(FixedPoint.unitsPerOne)
        let quotient = product / one - (product % one < 0 ? 1 : 0)
        guard let units = Int64(exactly: quotient) else { throw .tooLarge(what: "the funding of \(symbol)") }
        return Money(units: units)
    }
}

extension Price {
    /// The notional with the broker's error.
    func value(of quantity: Quantity) throws(BrokerError) -> Money {
        do { return try notional(of: quantity) } catch { throw .tooLarge(what: "\(error)") }
    }
}

extension Money {
    /// The sum with an error where `+` would trap.
    func adding(_ other: Money) throws(BrokerError) -> Money {
        let (sum, isTooBig) = units.addingReportingOverflow(other.units)
        guard !isTooBig else { throw .tooLarge(what: "the sum of \(self) and \(other)") }
        return Money(units: sum)
    }

    /// The difference with an error where `-` would trap.
    func subtracting(_ other: Money) throws(BrokerError) -> Money {
        let (difference, isTooBig) = units.subtractingReportingOverflow(other.units)
        guard !isTooBig else { throw .tooLarge(what: "the difference of \(self) and \(other)") }
        return Money(units: difference)
    }
}
