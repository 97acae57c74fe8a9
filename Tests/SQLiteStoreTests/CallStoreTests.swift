import SQLiteStore
import Testing
import TradingDomain

/// An agent's file of calls.
struct CallStoreTests {
    private static func intent(_ position: LogPosition) throws -> CallStore.Intent {
        CallStore.Intent(
            key: CallStore.Key(CycleID(time: Timestamp(milliseconds: 300_000), position: position), .entry),
            model: "rules",
            promptDigest: "en-4 0",
            prompt: "clock",
            symbols: [try Symbol("BTCUSDT")],
            isSimulated: true,
            reserved_nanoUSD: 7
        )
    }

    private static func outcome(_ reply: String) -> CallStore.Outcome {
        CallStore.Outcome(status: 200, reply: Array(reply.utf8), failure: nil, cost_nanoUSD: 0)
    }

    @Test func aCallWithItsOutcomeIsAsOneReservedAndSettled() throws {
        let folder = try TemporaryFolder()
        let store = try CallStore(path: folder.file(), durability: .normal)
        let (apart, together) = (try Self.intent(3), try Self.intent(8))
        #expect(try store.newestPosition() == 0)
        try store.reserve(apart)
        #expect(try store.calls(apart.key.cycle, .entry) == [CallStore.Recorded(intent: apart, outcome: nil)])
        try store.settle(apart.key, Self.outcome("a"))
        try store.record(together, Self.outcome("b"))
        for (intent, reply) in [(apart, "a"), (together, "b")] {
            let expected = CallStore.Recorded(intent: intent, outcome: Self.outcome(reply))
            #expect(try store.calls(intent.key.cycle, .entry) == [expected])
        }
        #expect(try store.newestPosition() == 8)
    }

    @Test func theFirstOutcomeStays() throws {
        let folder = try TemporaryFolder()
        let store = try CallStore(path: folder.file(), durability: .normal)
        let intent = try Self.intent(3)
        try store.record(intent, Self.outcome("first"))
        try store.record(intent, Self.outcome("second"))
        let expected = CallStore.Recorded(intent: intent, outcome: Self.outcome("first"))
        #expect(try store.calls(intent.key.cycle, .entry) == [expected])
    }
}
