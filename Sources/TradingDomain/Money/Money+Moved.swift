extension Money {
    /// What an earlier equity is compared as after money came or went: `self × (equity + amount) ÷ equity`, rounded up.
    /// Without equity above zero on both sides there is no proportion, and the amount is added.
    ///
    /// - Parameters:
    ///   - amount: put in (above zero) or taken out.
    ///   - equity: before it.
    /// - Returns: at most the largest amount there is.
    public func moved(by amount: Money, from equity: Money) -> Money {
        let after = Int128(equity.units) + Int128(amount.units)
        guard equity > .zero, after > 0, self > .zero else {
            return Money(units: Int64(clamping: Int128(units) + Int128(amount.units)))
        }
        let (quotient, rest) = (Int128(units) * after).quotientAndRemainder(dividingBy: Int128(equity.units))
        return Money(units: Int64(clamping: quotient + (rest > 0 ? 1 : 0)))
    }
}
