import Risk
import TradingDomain

extension GateOracle {
    /// One question: its wishes in the order of their symbols, each with what was approved before it.
    mutating func judge(
        _ cycle: OracleInput.Cycle,
        _ now: Int64,
        _ wishes: [OracleInput.Wish],
        _ books: OracleInput.Books
    ) -> [Answer] {
        var closure = closure(cycle, books)
        var exposures = books.held.map { Exposure($0.symbol, $0.isLong, $0.quantity, $0.mark, $0.leverage) }
        exposures += books.waiting.filter(\.isOpening)
            .map { Exposure($0.symbol, $0.isLong, $0.quantity, $0.reference, $0.leverage) }
        var answers: [Answer] = []
        for wish in wishes.sorted(by: { $0.symbol < $1.symbol }) {
            let answer = answer(to: wish, of: cycle, max(now, books.time), closure, exposures, books)
            answers.append(answer)
            switch answer {
            case .opens(_, _, let quantity, let stop, let target):
                exposures.append(Exposure(wish.symbol, wish.isLong, quantity, wish.price ?? 0, wish.leverage))
                opened.append(
                    Opened(time: cycle.time, symbol: wish.symbol, isLong: wish.isLong, stop: stop, target: target)
                )
            case .refused(.repeatedIntent):
                state = .halted
                closure = .halted
            default: break
            }
        }
        return answers
    }

    private mutating func answer(
        to wish: OracleInput.Wish,
        of cycle: OracleInput.Cycle,
        _ now: Int64,
        _ closure: Refusal.Code?,
        _ exposures: [Exposure],
        _ books: OracleInput.Books
    ) -> Answer {
        if wish.cycle != cycle { return .refused(.notComputable) }
        if let newest {
            if newest == cycle, judged.contains(wish.symbol) { return .refused(.duplicateDecision) }
            if newest != cycle, cycle.position <= newest.position { return .refused(.expired) }
        }
        if now - cycle.time > limits.maximumDecisionAge_ms { return .refused(.expired) }
        if newest != cycle { (newest, judged) = (cycle, []) }
        judged.insert(wish.symbol)
        if books.position < cycle.position { return .refused(.notComputable) }
        let held = books.held.first { $0.symbol == wish.symbol }
        if held?.isLong == wish.isLong { return .satisfied }
        if books.waiting.contains(where: { $0.symbol == wish.symbol }) { return .refused(.orderPending) }
        if let held { return .closes(symbol: held.symbol, isBuy: !held.isLong, quantity: held.quantity) }
        if wish.isExitOnly { return .satisfied }
        if let closure { return .refused(closure) }
        guard let rules = rules.first(where: { $0.symbol == wish.symbol }) else { return .refused(.unknownSymbol) }
        if limits.exitOnlySymbols.contains(where: { $0.description == wish.symbol }) {
            return .refused(.restrictedSymbol)
        }
        guard let price = wish.price, wish.candleAt <= cycle.time else { return .refused(.notComputable) }
        let plan = Plan(wish, market: price, tick: rules.tick)
        if let code = market(wish, of: cycle) ?? prices(wish, plan, price) ?? before(wish, plan, of: cycle) {
            return .refused(code)
        }
        return size(wish, plan, price, rules, exposures, books)
    }

    /// Stop and target on the tick, both toward the market, and their distances from it.
    struct Plan {
        let (stop, target): (Int64, Int64)
        let (risk, reward): (Int128, Int128)

        init(_ wish: OracleInput.Wish, market: Int64, tick: Int64) {
            func toward(_ price: Int64, up: Bool) -> Int64 { (up ? price + tick - 1 : price) / tick * tick }
            stop = toward(wish.stop, up: wish.isLong)
            target = toward(wish.target, up: !wish.isLong)
            risk = Int128(wish.isLong ? market - stop : stop - market)
            reward = Int128(wish.isLong ? target - market : market - target)
        }
    }

    private func market(_ wish: OracleInput.Wish, of cycle: OracleInput.Cycle) -> Refusal.Code? {
        if !wish.isFresh || cycle.time - wish.candleAt > limits.maximumFeatureAge_ms { return .staleFeatures }
        return limits.refusesGaps && wish.hasGap ? .marketGap : nil
    }

    private func prices(_ wish: OracleInput.Wish, _ plan: Plan, _ price: Int64) -> Refusal.Code? {
        let price = Int128(price)
        let apart = abs(Int128(wish.entry) - price)
        let checks: [(Refusal.Code, Bool)] = [
            (.priceCollar, apart * 10_000 > price * Int128(limits.priceCollarBasisPoints)),
            (.noStop, plan.stop <= 0 || plan.target <= 0),
            (.stopOnWrongSide, plan.risk <= 0),
            (.stopTooFar, plan.risk * 10_000 > price * Int128(limits.maximumStopDistanceBasisPoints)),
            (
                .stopBeyondLiquidation,
                plan.risk * Int128(wish.leverage) * 100 > price * Int128(limits.maximumMarginLossPercent)
            ),
            (.targetOnWrongSide, plan.reward <= 0),
            (.rewardToRisk, plan.reward * 100 < plan.risk * Int128(limits.minimumRewardToRiskHundredths)),
            (.leverage, wish.leverage > limits.maximumLeverage),
        ]
        return checks.first(where: \.1)?.0
    }

    private func before(_ wish: OracleInput.Wish, _ plan: Plan, of cycle: OracleInput.Cycle) -> Refusal.Code? {
        func count(within span_ms: Int64) -> Int { opened.count { cycle.time - $0.time < span_ms } }
        if count(within: 86_400_000) >= limits.ordersPerDay || count(within: 3_600_000) >= limits.ordersPerHour
            || count(within: 60_000) >= limits.ordersPerMinute
        {
            return .orderRate
        }
        let alike = opened.count {
            $0.symbol == wish.symbol && $0.isLong == wish.isLong && $0.stop == plan.stop && $0.target == plan.target
                && cycle.time - $0.time < 86_400_000 && $0.time > (forgivenUntil ?? .min)
        }
        return alike >= limits.identicalOrdersPerDay ? .repeatedIntent : nil
    }
}
