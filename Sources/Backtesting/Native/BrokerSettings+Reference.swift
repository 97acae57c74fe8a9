package import PaperTrading
package import TradingDomain

extension BrokerSettings {
    /// The costs of the engine comparison: the next open, no slippage and no spread, a fee of 0.05 % a side.
    ///
    /// - Parameter symbol: the one instrument; its tick is 0.01, its lot 0.001.
    /// - Returns: checked settings.
    /// - Throws: ``ValueError``, ``InvalidSettings``: never, for these numbers.
    package static func reference(_ symbol: Symbol) throws -> BrokerSettings {
        let rules = try InstrumentRules(
            symbol: symbol,
            tick: Price(parsing: "0.01"),
            lot: Quantity(parsing: "0.001"),
            minimumNotional: Money(parsing: "5")
        )
        let fills = try FillModel(
            latency_ms: 0,
            expiry_ms: 600_000,
            slippage_bp: 0,
            halfSpread_bp: 0,
            takerFee_millionths: 500
        )
        return try BrokerSettings(instruments: [rules], fills: fills)
    }
}
