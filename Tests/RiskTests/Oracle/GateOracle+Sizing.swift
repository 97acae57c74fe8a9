import Risk
import TradingDomain

extension GateOracle {
    /// What is or may become open; value and margin are rounded up.
    struct Exposure {
        let symbol: String
        let isLong: Bool
        let value, margin: Int128

        init(_ symbol: String, _ isLong: Bool, _ quantity: Int64, _ price: Int64, _ leverage: Int) {
            (self.symbol, self.isLong) = (symbol, isLong)
            value = (Int128(quantity) * Int128(price) + 99_999_999) / 100_000_000
            margin = (value + Int128(leverage) - 1) / Int128(leverage)
        }
    }

    func size(
        _ wish: OracleInput.Wish,
        _ plan: Plan,
        _ price: Int64,
        _ rules: OracleInput.Rules,
        _ exposures: [Exposure],
        _ books: OracleInput.Books
    ) -> Answer {
        let one: Int128 = 100_000_000
        let equity = Int128(books.equity)
        func worth(_ value: Int128) -> Int128 { max(0, value) * one / Int128(price) }
        func percent(_ percent: Int) -> Int128 { equity * Int128(percent) / 100 }
        func sum(_ part: (Exposure) -> Bool) -> Int128 { exposures.filter(part).reduce(0) { $0 + $1.value } }
        var bounds: [(Refusal.Code, Int128)] = [
            (.tooSmall, worth(percent(wish.size))),
            (.tooSmall, worth(percent(limits.fixedFractionPercent))),
            (.tooSmall, equity * Int128(limits.riskPerTradeBasisPoints) / 10_000 * one / plan.risk),
        ]
        if limits.kellyFractionPercent > 0 {
            guard let probability = wish.probability_ppm else { return .refused(.notComputable) }
            bounds.append((.tooSmall, kelly(probability, plan, equity) * one / plan.risk))
        }
        if limits.atrRiskBasisPoints > 0 {
            guard let atr = wish.atr, atr.isFinite, atr > 0 else { return .refused(.notComputable) }
            let atr_units = Int128((atr * 100_000_000).rounded(.up))
            bounds.append((.tooSmall, equity * Int128(limits.atrRiskBasisPoints) / 10_000 * one / atr_units))
        }
        let net = sum(\.isLong) - sum { !$0.isLong }
        let group = sum { part in
            let known = wish.correlations.first { $0.symbol == part.symbol }?.value
            let moves = known.map { !(abs($0) < Double(limits.correlationBoundHundredths) / 100) } ?? true
            return part.symbol == wish.symbol || moves
        }
        let free = max(0, Int128(min(books.cash, books.equity)) - exposures.reduce(0) { $0 + $1.margin })
        let leverage = Int128(wish.leverage)
        bounds += [
            (.symbolExposure, worth(percent(limits.perSymbolPercent) - sum { $0.symbol == wish.symbol })),
            (.totalExposure, worth(percent(limits.totalPercent) - sum { _ in true })),
            (.netExposure, worth(percent(limits.netPercent) - (wish.isLong ? net : -net))),
            (.correlatedExposure, worth(percent(limits.correlatedGroupPercent) - group)),
            (
                .freeCash,
                worth(free * leverage * 10_000 / (10_000 + leverage * Int128(limits.feeReserveBasisPoints)))
            ),
        ]
        let smallest = bounds.map(\.1).min() ?? 0
        let quantity = smallest / Int128(rules.lot) * Int128(rules.lot)
        let value = (quantity * Int128(price) + one / 2) / one
        let isTooSmall =
            quantity < Int128(max(rules.minimumQuantity, rules.lot)) || value < Int128(rules.minimumNotional)
        if isTooSmall { return .refused(bounds.first { $0.1 == smallest }?.0 ?? .tooSmall) }
        if value > Int128(limits.maximumOrderValue_usdt) * one { return .refused(.orderValue) }
        return .opens(
            symbol: wish.symbol,
            isBuy: wish.isLong,
            quantity: Int64(quantity),
            stop: plan.stop,
            target: plan.target
        )
    }

    /// What may be lost: f = p − (1 − p) ÷ b of equity, p and f cut to millionths.
    private func kelly(_ probability_ppm: Int, _ plan: Plan, _ equity: Int128) -> Int128 {
        let half: Int128 = 500_000
        var p = Int128(probability_ppm)
        if p > half { p = half + (p - half) * (100 - Int128(limits.kellyShrinkagePercent)) / 100 }
        let f = (p * plan.reward - (2 * half - p) * plan.risk) / plan.reward
        return f <= 0 ? 0 : equity * f * Int128(limits.kellyFractionPercent) / 100 / 1_000_000
    }
}
