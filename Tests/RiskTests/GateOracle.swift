import Risk
import TestSupport
import TradingDomain

/// The gate once more, from the words of `docs/risk.md` and not from its code: one proposal, plain 128-bit numbers in
/// units of 1e-8, one rule a line.
struct GateOracle {
    var limits = RiskLimits.standard
    /// Equity at three looks: the day before, this day's first, now.
    var equities: [Int64] = []
    var isHaltedByPerson = false
    var isKnownSymbol = true
    var late_ms: Int64 = 0
    var age_ms: Int64 = 0
    var isFresh = true
    var isLong = true
    /// Of the position held in the symbol, if any.
    var heldLong: Bool?
    var isPending = false
    var others: [Other] = []
    var (price, entry, stop, target): (Int64, Int64, Int64, Int64) = (0, 0, 0, 0)
    var (size, leverage) = (0, 1)
    var (tick, lot, minimum): (Int64, Int64, Int64) = (1, 1, 0)

    /// A position in another symbol.
    struct Other {
        var quantity: Int64
        var mark: Int64
        var correlation: Double?
    }

    enum Answer: Equatable {
        case refused(Refusal.Code)
        case satisfied
        case closes
        case opens(quantity: Int64, stop: Int64, target: Int64)
    }

    private let one: Int128 = 100_000_000

    var answer: Answer {
        if late_ms > limits.maximumDecisionAge_ms { return .refused(.expired) }
        if heldLong == isLong { return .satisfied }
        if isPending { return .refused(.orderPending) }
        if heldLong != nil { return .closes }
        let checks: [(Refusal.Code, Bool)] = [
            (.halted, isHaltedByPerson || fell(from: equities[0], to: equities[1], limits.maximumDrawdownPercent)),
            (.drawdown, fell(from: equities.max() ?? 0, to: equities[2], limits.maximumDrawdownPercent)),
            (.dailyLoss, fell(from: equities[1], to: equities[2], limits.dailyLossPercent)),
            (.unknownSymbol, !isKnownSymbol),
            (.notComputable, isFresh && age_ms < 0),
            (.staleFeatures, !isFresh || age_ms > limits.maximumFeatureAge_ms),
            (.priceCollar, Int128(abs(entry - price)) * 10_000 > Int128(price) * Int128(limits.priceCollarBasisPoints)),
            (.stopOnWrongSide, risk <= 0),
            (.stopTooFar, risk * 10_000 > Int128(price) * Int128(limits.maximumStopDistanceBasisPoints)),
            (.stopBeyondLiquidation, risk * Int128(leverage) * 10 > Int128(price) * 8),
            (.targetOnWrongSide, reward <= 0),
            (.rewardToRisk, reward * 100 < risk * Int128(limits.minimumRewardToRiskHundredths)),
            (.leverage, leverage > limits.maximumLeverage),
        ]
        if let failed = checks.first(where: \.1) { return .refused(failed.0) }
        return sized
    }

    private func fell(from start: Int64, to now: Int64, _ percent: Int) -> Bool {
        start > now && Int128(now) * 100 <= Int128(start) * Int128(100 - percent)
    }

    /// The multiple of the tick next to a price, on the market's side.
    private func toward(_ price: Int64, up: Bool) -> Int64 {
        up ? (price + tick - 1) / tick * tick : price / tick * tick
    }

    private var roundedStop: Int64 { toward(stop, up: isLong) }
    private var roundedTarget: Int64 { toward(target, up: !isLong) }
    private var risk: Int128 { Int128(isLong ? price - roundedStop : roundedStop - price) }
    private var reward: Int128 { Int128(isLong ? roundedTarget - price : price - roundedTarget) }

    private var sized: Answer {
        let equity = Int128(equities[2])
        let notionals = others.map { (Int128($0.quantity) * Int128($0.mark) + one - 1) / one }
        let grouped = zip(others, notionals)
            .filter { other, _ in other.correlation.map { abs($0) >= 0.8 } ?? true }
            .map(\.1)
        func room(_ percent: Int, _ used: [Int128]) -> Int128 {
            max(0, equity * Int128(percent) / 100 - used.reduce(0, +)) * one / Int128(price)
        }
        let bounds: [(Refusal.Code, Int128)] = [
            (.tooSmall, room(size, [])),
            (.tooSmall, room(limits.fixedFractionPercent, [])),
            (.tooSmall, equity * Int128(limits.riskPerTradeBasisPoints) / 10_000 * one / risk),
            (.symbolExposure, room(limits.perSymbolPercent, [])),
            (.totalExposure, room(limits.totalPercent, notionals)),
            (.correlatedExposure, room(limits.correlatedGroupPercent, grouped)),
        ]
        let smallest = bounds.map(\.1).min() ?? 0
        let quantity = smallest / Int128(lot) * Int128(lot)
        let notional = (quantity * Int128(price) + one / 2) / one
        if quantity == 0 || notional < Int128(minimum) {
            return .refused(bounds.first { $0.1 == smallest }?.0 ?? .tooSmall)
        }
        return .opens(quantity: Int64(quantity), stop: roundedStop, target: roundedTarget)
    }
}
