import Risk
import TestSupport
import TradingDomain

/// A random account with random limits, step by step. Most controls pass most of the time, so that the late ones are
/// reached too, and many values lie just at a limit or one past it.
struct OracleHistory {
    static let names = ["ADAUSDT", "BTCUSDT", "ETHUSDT", "SOLUSDT", "XRPUSDT"]
    static let unit: Int64 = 100_000_000

    let limits: RiskLimits
    let rules: [OracleInput.Rules]
    var random: SeededGenerator
    private let base: Int64
    let prices: [Int64]
    private(set) var cycle: OracleInput.Cycle

    init(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
        let sizes: [Int64] = chance(20) ? [30, 100, 300] : [10_000, 50_000]
        let equity = chance(2) ? -Int64.random(in: 0...5, using: &random) : sizes.randomElement(using: &random) ?? 1
        base = equity * Self.unit
        limits = try Self.limits(&random, orderValue: chance(5) ? max(1, equity / 40) : 1_000_000)
        let tick: Int64 =
            chance(2) ? 100_000 * Self.unit : [1, 1_000_000, 10_000_000].randomElement(using: &random) ?? 1
        let lot: Int64 = [1, 100_000, 10_000_000].randomElement(using: &random) ?? 1
        rules = Self.names.prefix(4).map {
            OracleInput.Rules(
                symbol: $0,
                tick: tick,
                lot: lot,
                minimumNotional: 5 * Self.unit,
                minimumQuantity: chance(10) ? 50_000_000 : 0
            )
        }
        prices = Self.names.map { _ in Int64.random(in: 20...500, using: &random) * Self.unit }
        cycle = OracleInput.Cycle(
            time: 1_728_000_000_000 + Int64.random(in: 0...288, using: &random) * 300_000,
            position: 100
        )
        self.random = random
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    /// A limit, one past it, or something below it.
    mutating func near(_ limit: Int64, past_percent: Int = 4) -> Int64 {
        if chance(past_percent) { return limit + 1 }
        return chance(10) ? limit : Int64.random(in: 0...max(0, limit), using: &random)
    }

    mutating func next(after state: TradingState, areBooksVerified: Bool) -> OracleInput.Step {
        if !areBooksVerified, chance(60) { return .booksVerified }
        if areBooksVerified, state == .halted, chance(45) { return .resume(hasReason: chance(90)) }
        if state == .flattening, chance(60) { return .seen(books(isEmpty: chance(50))) }
        switch Int.random(in: 0..<1000, using: &random) {
        case ..<12: return .halt
        case ..<24: return .flatten
        case ..<34: return .resume(hasReason: chance(50))
        case ..<44: return .seen(books(isEmpty: chance(50)))
        case ..<64: return .restart
        default: break
        }
        let asked = nextCycle()
        let books = books(isEmpty: chance(30))
        let now = asked.time + near(limits.maximumDecisionAge_ms, past_percent: 2)
        return .asked(asked, now: now, wishes(asked), books)
    }

    private mutating func nextCycle() -> OracleInput.Cycle {
        if chance(2) { return cycle }
        if chance(1) { return OracleInput.Cycle(time: cycle.time - 300_000, position: cycle.position - 10) }
        let steps: [Int64] = [30_000, 300_000, 300_000, 300_000, 1_800_000, 3_600_000, 40_000_000, 86_400_000]
        cycle.position += 10
        cycle.time += chance(2) ? -600_000 : steps.randomElement(using: &random) ?? 0
        return cycle
    }

    /// Whole percents often, because the limits are.
    private mutating func around(_ low: Int64, _ high: Int64) -> Int64 {
        if chance(60) { return base / 100 * (100 + Int64.random(in: low...high, using: &random)) }
        return base + (base / 100 * Int64.random(in: low * 1000...high * 1000, using: &random)) / 1000
    }

    private mutating func books(isEmpty: Bool) -> OracleInput.Books {
        let equity = chance(92) ? around(-1, 1) : around(-26, 2)
        let dayStart = chance(90) ? max(equity, base) : around(-3, 6)
        let early = chance(1) ? Int64(-1) : 0
        var books = OracleInput.Books(
            time: cycle.time + (chance(90) ? early : near(limits.maximumDecisionAge_ms, past_percent: 2)),
            position: cycle.position - (chance(1) ? 1 : 0),
            cash: chance(80) ? equity : equity / 100 * Int64.random(in: -5...120, using: &random),
            equity: equity,
            peak: chance(90) ? equity : around(-2, 20),
            day: cycle.time / 86_400_000 * 86_400_000 - (chance(3) ? 86_400_000 : 0),
            dayStart: dayStart
        )
        let mostFees = max(0, dayStart / 10_000 * limits.feesPerDayBasisPoints)
        books.feesAtDayStart = Int64.random(in: 0...100, using: &random) * Self.unit
        books.fees = books.feesAtDayStart + (chance(4) ? mostFees : max(0, mostFees - 1 - near(mostFees / 2)))
        books.losses = max(0, limits.lossesInARow - (chance(8) ? 0 : 1))
        books.lastLoss = chance(5) ? nil : cycle.time - near(limits.coolDown_ms)
        for (name, price) in zip(Self.names, prices) where !isEmpty && chance(18) {
            let value = base / 100 * Int64.random(in: 1...25, using: &random)
            let quantity = max(1, Int64(Int128(value) * Int128(Self.unit) / Int128(price)))
            let (isLong, leverage) = (chance(65), Int.random(in: 1...4, using: &random))
            if chance(75) {
                let mark = price / 100 * Int64.random(in: 95...105, using: &random)
                books.held.append(
                    .init(symbol: name, isLong: isLong, quantity: quantity, mark: mark, leverage: leverage)
                )
                if chance(90) { continue }
            }
            books.waiting.append(
                .init(
                    symbol: name,
                    isOpening: chance(60),
                    isLong: isLong,
                    quantity: quantity,
                    reference: price,
                    leverage: leverage
                )
            )
        }
        return books
    }

    private static func limits(_ random: inout SeededGenerator, orderValue: Int64) throws -> RiskLimits {
        func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
        func wide(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &random) }
        return try RiskLimits {
            $0.perSymbolPercent = int(1...30)
            $0.totalPercent = int($0.perSymbolPercent...100)
            ($0.netPercent, $0.correlatedGroupPercent) = (int(1...100), int(1...100))
            ($0.correlationBoundHundredths, $0.maximumOrderValue_usdt) = (int(1...100), orderValue)
            ($0.feeReserveBasisPoints, $0.maximumLeverage) = (wide(0...1000), int(2...5))
            ($0.maximumStopDistanceBasisPoints, $0.maximumMarginLossPercent) = (wide(250...2000), int(8...90))
            ($0.minimumRewardToRiskHundredths, $0.priceCollarBasisPoints) = (wide(0...150), wide(0...100))
            ($0.maximumFeatureAge_ms, $0.maximumDecisionAge_ms) = (wide(1...400_000), wide(1...400_000))
            ($0.refusesGaps, $0.ordersPerMinute, $0.ordersPerHour) = (int(0...3) > 0, int(1...4), int(3...20))
            ($0.ordersPerDay, $0.identicalOrdersPerDay) = ($0.ordersPerHour + int(0...20), int(1...4))
            ($0.dailyLossPercent, $0.maximumDrawdownPercent) = (int(2...10), int(5...25))
            ($0.lossesInARow, $0.coolDown_ms) = (int(1...5), wide(1...86_400_000))
            ($0.feesPerDayBasisPoints, $0.riskPerTradeBasisPoints) = (wide(1...200), wide(1...1000))
            ($0.fixedFractionPercent, $0.kellyFractionPercent) = (int(1...40), int(0...2) > 0 ? 0 : int(1...100))
            ($0.kellyShrinkagePercent, $0.atrRiskBasisPoints) = (int(0...100), int(0...2) > 0 ? 0 : wide(1...500))
            if int(0...3) == 0 { $0.exitOnlySymbols = [try? Symbol("ADAUSDT")].compactMap(\.self) }
        }
    }
}
