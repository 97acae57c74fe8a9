import Fusion
import Testing
import TradingDomain

/// Models are told on which symbols they contradicted each other in the cycle before.
@Suite struct DisputeTests {
    private static let symbols = ["BTCUSDT", "ETHUSDT"]

    private static func stage(_ informs: Bool = true) throws -> FusionStage {
        var settings = try Fixtures.settings(symbols: symbols)
        settings.informsModels = informs
        return FusionStage(settings: settings)
    }

    /// Runs a cycle in which qwen says what `qwen` says of ETHUSDT and BUY of all else, and deepseek BUY of all.
    ///
    /// - Returns: what was disputed when the models were asked, by slot and channel, and the record.
    private static func run(
        _ stage: inout FusionStage,
        _ number: Int,
        _ channel: Channel,
        _ qwen: TradingAction
    ) throws -> (disputed: [[Symbol]], record: CycleRecord) {
        let cycle = Fixtures.cycle(number)
        _ = stage.handle(.tickReached(cycle), at: cycle.time)
        _ = stage.handle(.accountArrived(cycle, nil), at: cycle.time)
        let snapshots = try symbols.map { try Fixtures.snapshot(cycle, symbol: $0, trendClose: Int64(number)) }
        let asked = stage.handle(.featuresArrived(cycle, snapshots), at: cycle.time)
        var disputed: [[Symbol]] = []
        var effects: [FusionStage.Effect] = []
        for case .ask(let slot, let request) in asked {
            disputed.append(request.disputed)
            let answers = try symbols.map { name in
                let isOdd = slot == "qwen" && name == "ETHUSDT" && request.channel == channel
                return try Fixtures.answer(slot, request.channel, isOdd ? qwen : .buy, symbol: name)
            }
            effects += stage.handle(
                .answered(cycle, slot: slot, channel: request.channel, answers: answers),
                at: cycle.time
            )
        }
        let records = effects.compactMap { if case .record(let record, _, _) = $0 { record } else { nil } }
        _ = stage.handle(.judged(cycle, []), at: cycle.time)
        return (disputed, try #require(records.first))
    }

    @Test(arguments: Channel.allCases) func theNextCycleIsToldOnTheSameChannel(channel: Channel) throws {
        var stage = try Self.stage()
        let eth = [try Symbol("ETHUSDT")]
        let expected: [[Symbol]] = channel == .direction ? [eth, [], eth, []] : [[], eth, [], eth]
        #expect(try Self.run(&stage, 1, channel, .sell).disputed == [[], [], [], []])
        #expect(try Self.run(&stage, 2, channel, .hold).disputed == expected)
        #expect(try Self.run(&stage, 3, channel, .sell).disputed == [[], [], [], []], "HOLD contradicts nobody")
    }

    @Test func aStageThatWasRestoredTellsTheSame() throws {
        var stage = try Self.stage()
        let record = try Self.run(&stage, 1, .entry, .sell).record
        var restored = try Self.stage()
        restored.remember(record)
        let (told, again) = (try Self.run(&stage, 2, .entry, .buy), try Self.run(&restored, 2, .entry, .buy))
        #expect(told.disputed == again.disputed && !told.disputed.allSatisfy(\.isEmpty))
    }

    @Test func whereNoModelReadsAPromptNothingIsTold() throws {
        var stage = try Self.stage(false)
        _ = try Self.run(&stage, 1, .entry, .sell)
        #expect(try Self.run(&stage, 2, .entry, .buy).disputed.allSatisfy(\.isEmpty))
    }
}
