package import TradingDomain

/// What an execution costs and when it happens.
///
/// ## Configuration keys
/// - `latency_ms`: from the decision's event time to the moment the order can be executed; the models' time and the way
///   to the venue. 0 ... 3 600 000.
/// - `expiry_ms`: an order that found no price this long after its decision is dropped, never executed late.
///   Above the latency, at most 86 400 000.
/// - `slippage_bp`, `half_spread_bp`: basis points of the price, against the trader. 0 ... 1 000 each.
/// - `impact_bp`: basis points of the price that an order as large as the average candle's volume moves the market
///   against itself; a smaller one moves it in proportion. 0 ... 1 000.
/// - `participation_percent`: of a candle's volume that one order may take; the rest waits. 1 ... 1 000 000.
/// - `taker_fee_millionths`, `maker_fee_millionths`, `liquidation_fee_millionths`: of the notional; 500 is 5 basis
///   points. 0 ... 100 000.
package struct FillModel: Hashable, Sendable {
    package let latency_ms: Int64
    package let expiry_ms: Int64
    package let slippage_bp: Int64
    package let halfSpread_bp: Int64
    package let impact_bp: Int64
    package let participation_percent: Int64
    /// Hundredths of a basis point of the notional; so are the next two.
    package let takerFee_millionths: Int64
    package let makerFee_millionths: Int64
    package let liquidationFee_millionths: Int64

    /// The impact of one order never exceeds this: 10 %.
    static let mostImpact_millionths: Int64 = 100_000

    /// Two seconds for the models, ten minutes to expiry, 2 bp of slippage, half a spread of 1 bp, 20 bp of impact, a
    /// fifth of a candle's volume, fees of 5 bp (taker), 2 bp (maker) and 50 bp (liquidation).
    package static let standard = FillModel(
        costs: (slippage_bp: 2, halfSpread_bp: 1, impact_bp: 20),
        times: (latency_ms: 2000, expiry_ms: 600_000),
        participation_percent: 20,
        fees: (taker: 500, maker: 200, liquidation: 5000)
    )

    private init(
        costs: (slippage_bp: Int64, halfSpread_bp: Int64, impact_bp: Int64),
        times: (latency_ms: Int64, expiry_ms: Int64),
        participation_percent: Int64,
        fees: (taker: Int64, maker: Int64, liquidation: Int64)
    ) {
        (slippage_bp, halfSpread_bp, impact_bp) = costs
        (latency_ms, expiry_ms) = times
        self.participation_percent = participation_percent
        (takerFee_millionths, makerFee_millionths, liquidationFee_millionths) = fees
    }

    /// A model whose price does not depend on the size, unless it is told so.
    ///
    /// - Throws: ``InvalidSettings`` with every value that is out of the ranges above.
    package init(
        latency_ms: Int64,
        expiry_ms: Int64,
        slippage_bp: Int64,
        halfSpread_bp: Int64,
        takerFee_millionths: Int64,
        impact_bp: Int64 = 0,
        participation_percent: Int64 = 1_000_000,
        makerFee_millionths: Int64 = 0,
        liquidationFee_millionths: Int64 = 0
    ) throws(InvalidSettings) {
        var problems: [String] = []
        func check(_ name: String, _ value: Int64, _ allowed: ClosedRange<Int64>) {
            guard !allowed.contains(value) else { return }
            problems.append("\(name) was \(value), allowed is \(allowed.lowerBound) to \(allowed.upperBound)")
        }
        check("latency_ms", latency_ms, 0...3_600_000)
        check("expiry_ms", expiry_ms, 1...86_400_000)
        check("slippage_bp", slippage_bp, 0...1000)
        check("half_spread_bp", halfSpread_bp, 0...1000)
        check("impact_bp", impact_bp, 0...1000)
        check("participation_percent", participation_percent, 1...1_000_000)
        check("taker_fee_millionths", takerFee_millionths, 0...100_000)
        check("maker_fee_millionths", makerFee_millionths, 0...100_000)
        check("liquidation_fee_millionths", liquidationFee_millionths, 0...100_000)
        if expiry_ms <= latency_ms { problems.append("expiry_ms \(expiry_ms) must be above latency_ms \(latency_ms)") }
        guard problems.isEmpty else { throw InvalidSettings(what: "broker", problems: problems) }
        self.init(
            costs: (slippage_bp, halfSpread_bp, impact_bp),
            times: (latency_ms, expiry_ms),
            participation_percent: participation_percent,
            fees: (takerFee_millionths, makerFee_millionths, liquidationFee_millionths)
        )
    }
}
