import ModelScoring
import TestSupport
import Testing
import TradingDomain

@Suite struct ModelScoresTests {
    private typealias Given = ScoringFixtures
    /// Horizons of 60 minutes on the direction, 30 on the entry, 120 fused, 10 late.
    private static let rules = ScoringRules(
        direction_ms: [3_600_000],
        entry_ms: [1_800_000],
        tolerance_ms: 600_000,
        fused_ms: 7_200_000,
        roundTripCost_hundredthsBasisPoint: 1_600
    )

    private func scores(_ records: [CycleRecord]) -> ModelScores {
        var scores = ModelScores(Self.rules)
        for record in records { scores.add(record) }
        return scores
    }

    @Test(arguments: [
        (TradingAction.buy, "100.00000001", true), (.buy, "100", false), (.buy, "99", false),
        (.sell, "99.99999999", true), (.sell, "100", false), (.sell, "101", false),
    ])
    func aForecastIsAHitWhenThePriceHasMovedItsWay(_ action: TradingAction, _ later: String, _ isHit: Bool) throws {
        let scores = scores([
            try Given.record(0, price: "100", [Given.answer("qwen", .entry, action, 70, at: 0)]),
            try Given.record(25, price: "50"), try Given.record(30, price: later),
        ])
        let record = try #require(scores.record(slot: "qwen", channel: .entry, horizon_ms: 1_800_000))
        #expect(record.count == 1)
        #expect(record.hitCount == (isHit ? 1 : 0))
        #expect(scores.rows.map(\.key.regime) == [.up])
    }

    @Test(arguments: [(39, 1, 0), (40, 1, 0), (41, 0, 1)])
    func aPriceThatComesTooLateSettlesNothing(_ minute: Int64, _ settled: Int, _ dropped: Int) throws {
        let scores = scores([
            try Given.record(0, price: "100", [Given.answer("qwen", .entry, .buy, 70, at: 0)]),
            try Given.record(minute, price: "101"),
        ])
        #expect(scores.rows.reduce(0) { $0 + $1.record.count } == settled)
        #expect(scores.dropped == dropped)
    }

    @Test func aStalePriceSettlesNothingAndOpensNothing() throws {
        let answers = [try Given.answer("qwen", .entry, .buy, 70, at: 0)]
        let scores = scores([
            try Given.record(0, price: "100", answers),
            try Given.record(30, price: "101", freshness: .stale(age_ms: 400_000)), try Given.record(35, price: "99"),
        ])
        #expect(scores.rows.first?.record.hitCount == 0)
        #expect(scores.rows.first?.record.count == 1)
    }

    @Test func aHeldAnswerAndAHoldAreNoForecasts() throws {
        let scores = scores([
            try Given.record(5, price: "100", [Given.answer("qwen", .direction, .buy, 70, at: 0)]),
            try Given.record(10, price: "100", [Given.answer("qwen", .direction, .hold, 70, at: 10)]),
        ])
        #expect(scores.openCount == 0)
    }

    @Test func forecastsDoNotOverlap() throws {
        let records = try (0...12).map { step in
            let minute = Int64(step) * 5
            return try Given.record(minute, price: "100", [Given.answer("qwen", .entry, .buy, 70, at: minute)])
        }
        // At 0, 30 and 60; the last one is open.
        let scores = scores(records)
        #expect(scores.rows.first?.record.count == 2)
        #expect(scores.openCount == 1)
    }

    @Test(arguments: [
        (["104"], 1, 1), (["103.99", "98"], 1, 0), (["98"], 1, 0), (["100.1", "100.1"], 1, 0),
        (["100.1", "100.17"], 1, 1),
        (["100.1", "100.16"], 1, 0),
    ])
    func theFusedDecisionIsSettledByItsStopItsTargetOrItsHorizon(_ prices: [String], _ count: Int, _ hits: Int) throws {
        for mirror in [false, true] {
            var records = [try Given.record(0, price: "100", fused: mirror ? .sell : .buy)]
            for (index, text) in prices.enumerated() {
                let price = try Price(parsing: text)
                let other = mirror ? try Price(units: 20_000_000_000 - price.units) : price
                records.append(try Given.record(index == prices.count - 1 ? 120 : 60, price: other.description))
            }
            let scores = scores(records)
            let record = scores.record(slot: ScoreKey.fused, channel: .direction, horizon_ms: 7_200_000)
            #expect(record?.count == count)
            #expect(record?.hitCount == hits)
        }
    }

    @Test func regimesAreKeptApartAndSumToTheWhole() throws {
        var records: [CycleRecord] = []
        for (index, regime) in [TrendFeatures.Direction.up, .down, nil, .up].enumerated() {
            let minute = Int64(index) * 100
            let answers = [try Given.answer("qwen", .direction, .buy, 70, at: minute)]
            records.append(try Given.record(minute, price: "100", answers, regime: regime))
            records.append(try Given.record(minute + 60, price: index == 3 ? "99" : "101", regime: regime))
        }
        let scores = scores(records)
        #expect(scores.rows.map(\.record.count) == [1, 1, 2])
        #expect(scores.rows.map(\.key.regime) == [nil, .down, .up])
        #expect(scores.record(slot: "qwen", channel: .direction, horizon_ms: 3_600_000)?.hitCount == 3)
        #expect(scores.record(slot: "deepseek", channel: .direction, horizon_ms: 3_600_000) == nil)
    }

    /// 10,000 seeded histories: neither the order of the answers in a record nor the side matters.
    @Test func scoresAreOrderIndependentAndSymmetric() throws {
        var random = SeededGenerator(seed: 4)
        for number in 0..<10_000 {
            var given: [(Int64, Int64, [(String, Channel, TradingAction, Int)])] = []
            for step in 0..<6 {
                var answers: [(String, Channel, TradingAction, Int)] = []
                for slot in ["deepseek", "qwen"] where Bool.random(using: &random) {
                    let action: TradingAction = Bool.random(using: &random) ? .buy : .sell
                    answers.append((slot, .entry, action, .random(in: 0...100, using: &random)))
                }
                let units = Int64.random(in: 9_900_000_000...10_100_000_000, using: &random)
                given.append((Int64(step) * 15, units, answers))
            }
            func scores(reversed: Bool, mirrored: Bool) throws -> ModelScores {
                var scores = ModelScores(Self.rules)
                for (minute, units, answers) in given {
                    let made = try answers.map { slot, channel, action, confidence in
                        let other: TradingAction = action == .buy ? .sell : .buy
                        return try Given.answer(slot, channel, mirrored ? other : action, confidence, at: minute)
                    }
                    let price = try Price(units: mirrored ? 20_000_000_000 - units : units).description
                    scores.add(try Given.record(minute, price: price, reversed ? made.reversed() : made))
                }
                return scores
            }
            let plain = try scores(reversed: false, mirrored: false)
            #expect(plain.rows == (try scores(reversed: true, mirrored: false)).rows, "case \(number)")
            let mirror = try scores(reversed: false, mirrored: true)
            #expect(plain.rows.map(\.key) == mirror.rows.map(\.key), "case \(number)")
            #expect(plain.rows.map(\.record.counts) == mirror.rows.map(\.record.counts), "case \(number)")
            #expect(plain.rows.map(\.record.hits) == mirror.rows.map(\.record.hits), "case \(number)")
        }
    }
}
