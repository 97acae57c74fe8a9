import Risk
import TestSupport
import TradingDomain

extension GateOracle {
    /// A random case in which most checks pass, so that the late ones are reached too.
    init(random: inout SeededGenerator) throws {
        func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
        func around(_ value: Int64, _ spread_percent: Int64) -> Int64 {
            value + Int64.random(in: -value * spread_percent / 100...value * spread_percent / 100, using: &random)
        }
        let perSymbol = Int.random(in: 1...30, using: &random)
        let wanted = (
            total: Int.random(in: perSymbol...100, using: &random), group: Int.random(in: 1...100, using: &random),
            fixed: Int.random(in: 1...40, using: &random), risk: Int64.random(in: 1...1000, using: &random),
            drawdown: Int.random(in: 8...20, using: &random)
        )
        limits = try RiskLimits {
            $0.perSymbolPercent = perSymbol
            $0.totalPercent = wanted.total
            $0.correlatedGroupPercent = wanted.group
            $0.fixedFractionPercent = wanted.fixed
            $0.riskPerTradeBasisPoints = wanted.risk
            $0.maximumStopDistanceBasisPoints = 3000
            $0.maximumDrawdownPercent = wanted.drawdown
        }
        let unit: Int64 = 100_000_000
        let base = chance(20) ? Int64.random(in: 30...300, using: &random) * unit : 10_000 * unit
        equities = [around(base, 10), around(base, 8), around(base, 3)]
        isHaltedByPerson = chance(3)
        isKnownSymbol = !chance(2)
        late_ms = chance(3) ? 300_001 : Int64.random(in: 0...300_000, using: &random)
        age_ms = Int64.random(in: chance(2) ? -5...0 : 0...370_000, using: &random)
        isFresh = !chance(2)
        isLong = chance(50)
        heldLong = chance(10) ? chance(50) : nil
        isPending = chance(4)
        let otherCount = Int.random(in: 0...3, using: &random)
        for _ in 0..<otherCount {
            let mark = Int64.random(in: unit...200 * unit, using: &random)
            let notional = base / 100 * Int64.random(in: 1...35, using: &random)
            others.append(
                Other(
                    quantity: max(1, Int64(Int128(notional) * Int128(unit) / Int128(mark))),
                    mark: mark,
                    correlation: chance(20) ? nil : Double.random(in: -1...1, using: &random)
                )
            )
        }
        tick = [1, 1_000_000, 50_000_000].randomElement(using: &random) ?? 1
        lot = [1, 100_000, unit].randomElement(using: &random) ?? 1
        minimum = 5 * unit
        price = Int64.random(in: 20 * unit...500 * unit, using: &random)
        entry = chance(5) ? around(price, 1) : around(price, 1) / 10 + price / 10 * 9
        let distances = (
            stop: price / 1000 * Int64.random(in: 1...(chance(10) ? 320 : 100), using: &random),
            target: price / 1000 * Int64.random(in: 1...400, using: &random)
        )
        stop = isLong ? min(entry, price) - distances.stop : max(entry, price) + distances.stop
        target = isLong ? max(entry, price) + distances.target : min(entry, price) - distances.target
        size = Int.random(in: 0...100, using: &random)
        leverage = Int.random(in: 1...(chance(5) ? 6 : 3), using: &random)
        if chance(3) { stop = isLong ? entry - 1 : entry + 1 }
        if chance(3) { target = isLong ? entry + 1 : entry - 1 }
    }
}
