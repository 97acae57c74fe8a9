import Fusion
import TestSupport
import Testing
import TradingDomain

/// Models are told of the account, and never wait for it longer than the shell does.
@Suite struct AccountTests {
    private static func stage(_ informs: Bool = true) throws -> FusionStage {
        var settings = try Fixtures.settings(symbols: ["BTCUSDT", "ETHUSDT"])
        settings.informsModels = informs
        return FusionStage(settings: settings)
    }

    private static func account() throws -> AccountView {
        let held = try Market.holding("BTCUSDT", .buy, quantity: "8")
        return try AccountView(try Market.account(Market.cycle(1), holdings: [held]))
    }

    private static func told(_ effects: [FusionStage.Effect]) -> [AccountView?] {
        effects.compactMap { if case .ask(_, let request) = $0 { request.account } else { nil } as AccountView?? }
    }

    private static func features(_ cycle: CycleID, _ symbol: String) throws -> FusionStage.Event {
        .featuresArrived(cycle, [try Fixtures.snapshot(cycle, symbol: symbol)])
    }

    @Test func theAccountIsAskedForFirstAndOnlyWhereAModelReadsIt() throws {
        let cycle = Fixtures.cycle(1)
        var stage = try Self.stage()
        #expect(stage.handle(.tickReached(cycle), at: cycle.time) == [.requestAccount(cycle), .requestFeatures(cycle)])
        var other = try Self.stage(false)
        #expect(other.handle(.tickReached(cycle), at: cycle.time) == [.requestFeatures(cycle)])
        #expect(other.handle(.accountArrived(cycle, try Self.account()), at: cycle.time).isEmpty)
    }

    /// In whatever order account and features come, the last of them asks every model, once.
    @Test(arguments: [0, 1, 2]) func everyRequestCarriesWhatCame(place: Int) throws {
        for account in [try Self.account(), nil] {
            let cycle = Fixtures.cycle(1)
            var stage = try Self.stage()
            _ = stage.handle(.tickReached(cycle), at: cycle.time)
            var events = [try Self.features(cycle, "BTCUSDT"), try Self.features(cycle, "ETHUSDT")]
            events.insert(.accountArrived(cycle, account), at: place)
            var effects: [FusionStage.Effect] = []
            for event in events {
                #expect(effects.isEmpty)
                effects = stage.handle(event, at: cycle.time)
            }
            #expect(Self.told(effects) == [account, account, account, account])
            #expect(stage.outstandingRequests(of: "qwen").map(\.account) == [account, account])
            #expect(stage.handle(.accountArrived(cycle, nil), at: cycle.time).isEmpty)
        }
    }

    @Test func aCycleEndsAtItsDeadlineWithoutTheAccount() throws {
        let (cycle, next) = (Fixtures.cycle(1), Fixtures.cycle(2))
        var stage = try Self.stage()
        _ = stage.handle(.tickReached(cycle), at: cycle.time)
        _ = stage.handle(try Self.features(cycle, "BTCUSDT"), at: cycle.time)
        #expect(stage.handle(.deadlinePassed(cycle), at: cycle.time).count == 2)
        #expect(stage.lastCompleted == cycle)
        _ = stage.handle(.tickReached(next), at: next.time)
        _ = stage.handle(try Self.features(next, "BTCUSDT"), at: next.time)
        _ = stage.handle(try Self.features(next, "ETHUSDT"), at: next.time)
        #expect(stage.handle(.accountArrived(cycle, try Self.account()), at: next.time).isEmpty, "of another cycle")
        #expect(Self.told(stage.handle(.accountArrived(next, nil), at: next.time)).count == 4)
    }
}
