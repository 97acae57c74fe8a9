import Testing
import TradingDomain
import WireFormat
import ZeroMQBus

@testable import Runtime

@Suite(.timeLimit(.minutes(1)))
struct ServiceTests {
    @Test func aRefusalArrivesWithItsCode() async throws {
        try await withTemporaryRun { run, loop in
            let feeder = try FakeFeeder(try run.context(.dataFeeder, loop))
            let client = try ServiceClient(try run.context(.monitor, loop), to: .dataFeeder)
            await #expect {
                _ = try await client.ask(.risk)
            } throws: { error in
                if case .refused("data-feeder-1", code: "UNKNOWN", _) = error as? ServiceError { true } else { false }
            }
            guard case .market(let batch) = try await client.ask(.marketRange(after: 0, chain: 0, limit: 5)) else {
                Issue.record("no market")
                return
            }
            #expect(batch.events.isEmpty && batch.hasChainAtAfter)
            #expect(await feeder.questions == 2)
            client.close()
        }
    }

    @Test func bytesThatAreNoQuestionAreAnsweredWithAFailureAndHarmNothing() async throws {
        try await withTemporaryRun { run, loop in
            let feeder = try FakeFeeder(try run.context(.dataFeeder, loop))
            let path = run.paths.socket(.dataFeeder, "1", "service")
            let caller = try Caller(loop: loop, connect: try .ipc(path: path), limits: .service)
            for bytes in [[], [8, 9, 90, 0], Array("GET / HTTP/1.1".utf8)] as [[UInt8]] {
                let reply = try WireFormat.reply(try await caller.call(bytes, attemptTimeout_ms: 2_000))
                guard case .failure(let failure) = reply.body else {
                    Issue.record("not refused")
                    return
                }
                #expect(failure.code == "UNREADABLE")
                #expect(reply.epoch == 1)
            }
            #expect(await feeder.questions == 0)
            caller.close()
        }
    }

    @Test func aQuestionToNobodyEndsAtItsDeadline() async throws {
        try await withTemporaryRun { run, loop in
            let client = try ServiceClient(try run.context(.monitor, loop), to: .riskGate)
            let deadline_ms = BusLoop.monotonicMilliseconds() + 80
            await #expect {
                _ = try await client.ask(.risk, attemptTimeout_ms: 20, deadline_ms: deadline_ms)
            } throws: { error in
                if case .bus("risk-gate-1", .timedOut) = error as? ServiceError { true } else { false }
            }
            client.close()
        }
    }

    @Test func eventsCarryTheirSenderAndRiseByOne() async throws {
        try await withTemporaryRun { run, loop in
            let context = try run.context(.riskGate, loop, epoch: 7)
            let publisher = try EventPublisher(context)
            let subscriber = try Subscriber(loop: loop, limits: .events)
            try subscriber.connect(try .ipc(path: run.paths.socket(.riskGate, "1", "events")))
            try subscriber.subscribe(Topic.state.rawValue)
            var received: [Tandem_V1_Event] = []
            while received.count < 3 {
                publisher.publish(.state, .tradingState(.halted, reason: "test"))
                let until_ms = BusLoop.monotonicMilliseconds() + 20
                guard let message = try? await subscriber.receive(until: until_ms) else { continue }
                #expect(message.topic == "state")
                received.append(try WireFormat.event(message.body))
            }
            #expect(received.allSatisfy { $0.role == "risk-gate" && $0.instance == "1" && $0.epoch == 7 })
            #expect(zip(received, received.dropFirst()).allSatisfy { $1.sequence == $0.sequence + 1 })
            publisher.close()
            subscriber.close()
        }
    }
}
