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
        let waiting = try store.calls(apart.key.cycle, .entry)
        #expect(waiting.map(\.intent) == [apart] && waiting.map(\.outcome) == [nil])
        try store.settle(apart.key, Self.outcome("a"))
        try store.record(together, Self.outcome("b"))
        for (intent, reply) in [(apart, "a"), (together, "b")] {
            let calls = try store.calls(intent.key.cycle, .entry)
            #expect(calls.map(\.intent) == [intent] && calls.map(\.outcome) == [Self.outcome(reply)])
        }
        #expect(try store.newestPosition() == 8)
    }

    @Test func theFirstOutcomeStays() throws {
        let folder = try TemporaryFolder()
        let store = try CallStore(path: folder.file(), durability: .normal)
        let intent = try Self.intent(3)
        try store.record(intent, Self.outcome("first"))
        try store.record(intent, Self.outcome("second"))
        let calls = try store.calls(intent.key.cycle, .entry)
        #expect(calls.map(\.intent) == [intent] && calls.map(\.outcome) == [Self.outcome("first")])
    }
}
