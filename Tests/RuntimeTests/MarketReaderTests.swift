import Testing
import TradingDomain
import ZeroMQBus

@testable import Runtime

@Suite(.timeLimit(.minutes(1)))
struct MarketReaderTests {
    @Test func historyIsPulledAndTheDoorbellIsUsedAsItIs() async throws {
        try await withTemporaryRun { run, loop in
            let feeder = try FakeFeeder(try run.context(.dataFeeder, loop))
            await feeder.append(3)
            let reader = try MarketReader(try run.context(.featureWorker, loop), after: 0, chain: nil)
            #expect(try await reader.next().map(\.position) == [1, 2, 3])
            #expect(reader.cursor == 3 && reader.released == 3 && !reader.isEnd)
            #expect(await reader.chain == feeder.chain(at: 3))
            try await reader.waitForDoorbell(of: feeder)
            let asked = await feeder.questions
            let cursor = reader.cursor
            await feeder.append(2)
            await feeder.ring(after: Int(cursor), isEnd: true)
            #expect(try await reader.next().map(\.position) == [cursor + 1, cursor + 2])
            #expect(await feeder.questions == asked, "nothing was asked")
            #expect(reader.isEnd)
            reader.close()
        }
    }

    @Test func aDoorbellThatWasMissedIsHealedByAsking() async throws {
        try await withTemporaryRun { run, loop in
            let feeder = try FakeFeeder(try run.context(.dataFeeder, loop))
            let reader = try MarketReader(try run.context(.featureWorker, loop), after: 0, chain: 0)
            await feeder.append(2)
            #expect(try await reader.next().count == 2)
            await feeder.append(4)
            #expect(try await reader.next().map(\.position) == [3, 4, 5, 6], "nobody rang")
            await feeder.append(2)
            await feeder.ring(after: 7)
            #expect(try await reader.next().map(\.position) == [7, 8], "the bell for 7 was lost")
            reader.close()
        }
    }

    @Test func anotherHistoryIsRefusedByName() async throws {
        try await withTemporaryRun { run, loop in
            let feeder = try FakeFeeder(try run.context(.dataFeeder, loop))
            await feeder.append(5)
            let chain = await feeder.chain(at: 3)
            await feeder.forgetHistory()
            let reader = try MarketReader(try run.context(.paperBroker, loop), after: 3, chain: chain)
            await #expect {
                try await reader.next()
            } throws: { error in
                if case .refused("data-feeder", code: "PARTED", _) = error as? ServiceError { true } else { false }
            }
            #expect(reader.cursor == 3 && reader.chain == chain, "nothing was taken")
            reader.close()
        }
    }

    @Test func aGapInThePositionsIsRefusedAndNothingIsTaken() async throws {
        try await withTemporaryRun { run, loop in
            let feeder = try FakeFeeder(try run.context(.dataFeeder, loop))
            await feeder.append(5)
            await feeder.leaveOut(3)
            let reader = try MarketReader(try run.context(.paperBroker, loop), after: 0, chain: 0)
            await #expect {
                try await reader.next()
            } throws: { error in
                "\(error)".contains("market event 4 where 3 was due")
            }
            #expect(reader.cursor == 0)
            reader.close()
        }
    }
}

extension MarketReader {
    /// A subscription takes a moment to reach the publisher: rings until one message comes through.
    func waitForDoorbell(of feeder: FakeFeeder) async throws {
        for _ in 0..<100 {
            await feeder.append(1)
            let asked = await feeder.questions
            await feeder.ring(after: Int(cursor))
            _ = try await next()
            if await feeder.questions == asked { return }
        }
    }
}
