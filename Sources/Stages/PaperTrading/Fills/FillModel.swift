package import TradingDomain

/// What an execution costs and when it happens.
///
/// ## Configuration keys
/// - `latency_ms`: from the decision's event time to the moment the order can be executed; the models' time and the way
///   to the venue. 0 ... 3 600 000.
/// - `expiry_ms`: an order that found no price this long after its decision is dropped, never executed late.
///   Above the latency, at most 86 400 000.
/// - `slippage_bp`, `half_spread_bp`: basis points of the price, against the trader. 0 ... 1 000 each.
/// - `taker_fee_millionths`: of the notional; 500 is 5 basis points. 0 ... 100 000.
package struct FillModel: Hashable, Sendable {
    package let latency_ms: Int64
    package let expiry_ms: Int64
    package let slippage_bp: Int64
    package let halfSpread_bp: Int64
    /// Hundredths of a basis point of the notional.
    package let takerFee_millionths: Int64

    /// Two seconds for the models, ten minutes to expiry, 2 bp of slippage, half a spread of 1 bp, a fee of 5 bp.
    package static let standard = FillModel(
        known: (latency_ms: 2000, expiry_ms: 600_000, slippage_bp: 2, halfSpread_bp: 1, takerFee_millionths: 500)
    )

    private init(
        known: (
            latency_ms: Int64, expiry_ms: Int64, slippage_bp: Int64, halfSpread_bp: Int64, takerFee_millionths: Int64
        )
    ) {
        (latency_ms, expiry_ms, slippage_bp, halfSpread_bp, takerFee_millionths) = known
    }

    /// - Throws: ``InvalidSettings`` with every value that is out of the ranges above.
    package init(
        latency_ms: Int64,
        expiry_ms: Int64,
        slippage_bp: Int64,
        halfSpread_bp: Int64,
        takerFee_millionths: Int64
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
        check("taker_fee_millionths", takerFee_millionths, 0...100_000)
        if expiry_ms <= latency_ms { problems.append("expiry_ms \(expiry_ms) must be above latency_ms \(latency_ms)") }
        guard problems.isEmpty else { throw InvalidSettings(what: "broker", problems: problems) }
        self.init(known: (latency_ms, expiry_ms, slippage_bp, halfSpread_bp, takerFee_millionths))
    }
}
