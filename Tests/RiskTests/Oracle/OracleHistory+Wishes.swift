import Risk
import TestSupport

extension OracleHistory {
    mutating func wishes(_ cycle: OracleInput.Cycle) -> [OracleInput.Wish] {
        let known = chance(10) ? 5 : 4
        var wishes: [OracleInput.Wish] = []
        for index in (0..<known).shuffled(using: &random).prefix(Int.random(in: 0...4, using: &random)) {
            wishes.append(wish(index, of: cycle))
            if chance(1) { wishes.append(wish(index, of: cycle)) }
        }
        return wishes
    }

    private mutating func wish(_ index: Int, of cycle: OracleInput.Cycle) -> OracleInput.Wish {
        let market = chance(80) ? prices[index] : prices[index] + Int64.random(in: -9_999...9_999, using: &random)
        var wish = OracleInput.Wish(cycle: cycle, symbol: Self.names[index])
        if chance(1) { wish.cycle.time -= 300_000 }
        wish.isLong = chance(60)
        wish.isExitOnly = chance(5)
        wish.price = chance(1) ? nil : market
        wish.candleAt = wish.cycle.time - (chance(1) ? -1 : near(limits.maximumFeatureAge_ms, past_percent: 2))
        wish.isFresh = !chance(1)
        wish.hasGap = chance(2)
        wish.size = chance(50) ? 100 : Int.random(in: 0...100, using: &random)
        wish.leverage = Int.random(in: 1...(limits.maximumLeverage + (chance(5) ? 1 : 0)), using: &random)
        wish.probability_ppm = chance(95) ? Int.random(in: 250_000...1_000_000, using: &random) : nil
        // Quarters are exact in binary.
        wish.atr = chance(95) ? Double(Int.random(in: 1...200, using: &random)) / 4 : nil
        if chance(1) { wish.atr = [0, -1, .nan, .infinity].randomElement(using: &random) }
        for name in Self.names where name != wish.symbol && chance(85) {
            let value = Double(Int.random(in: -100...100, using: &random)) / 100
            wish.correlations.append((name, chance(1) ? .nan : value))
        }
        plan(&wish, market)
        return wish
    }

    /// Stop below entry below target for a buy, the reverse for a sale, whatever the market is.
    private mutating func plan(_ wish: inout OracleInput.Wish, _ market: Int64) {
        let sign: Int64 = wish.isLong ? 1 : -1
        func part(_ basisPoints: Int64) -> Int64 { market / 10_000 * basisPoints }
        let collar = part(limits.priceCollarBasisPoints)
        let longest = limits.maximumStopDistanceBasisPoints
        var (stop, target) = (Int64(100), Int64(200))
        if chance(40) {
            stop = near(longest, past_percent: 8)
            target = chance(30) ? stop * limits.minimumRewardToRiskHundredths / 100 : stop * 2
            target += chance(10) ? -1 : 1
        }
        wish.entry = chance(70) ? market : market + (chance(50) ? 1 : -1) * near(collar, past_percent: 5)
        wish.stop = market - sign * part(stop)
        wish.target = market + sign * part(max(0, target))
        if chance(2) { (wish.entry, wish.stop) = (market + sign * collar, market + sign * (collar - 1)) }
        if chance(2) { (wish.entry, wish.target) = (market - sign * collar, market - sign * (collar - 1)) }
        if (wish.entry - wish.stop) * sign <= 0 { wish.stop = wish.entry - sign }
        if (wish.target - wish.entry) * sign <= 0 { wish.target = wish.entry + sign }
    }
}
