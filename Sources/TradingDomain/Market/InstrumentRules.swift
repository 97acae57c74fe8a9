/// What the venue accepts for one instrument.
public struct InstrumentRules: Hashable, Sendable {
    public let symbol: Symbol
    /// Prices are multiples of it.
    public let tick: Price
    /// Quantities are multiples of it; above zero.
    public let lot: Quantity
    /// Smallest order value in the quote currency.
    public let minimumNotional: Money
    /// Smallest order quantity; at least one lot.
    public let minimumQuantity: Quantity

    /// - Throws: ``ValueError/notPositive(what:units:)`` for a lot of zero or a negative minimum.
    public init(symbol: Symbol, tick: Price, lot: Quantity, minimumNotional: Money, minimumQuantity: Quantity = .zero)
        throws(ValueError)
    {
        guard !lot.isZero else { throw .notPositive(what: "lot", units: 0) }
        guard minimumNotional >= .zero else { throw .negative(what: "minimum notional", units: minimumNotional.units) }
        self.symbol = symbol
        self.tick = tick
        self.lot = lot
        self.minimumNotional = minimumNotional
        self.minimumQuantity = max(minimumQuantity, lot)
    }
}
