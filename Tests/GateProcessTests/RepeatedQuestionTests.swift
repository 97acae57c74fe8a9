import TestSupport
import Testing
import TradingDomain
import WireFormat
import ZeroMQBus

@testable import Runtime

/// What was said of a cycle stands, whatever the account has become since.
@Suite(.enabled(if: GateRun.isBuilt), .timeLimit(.minutes(1))) struct RepeatedQuestionTests {
    /// A word that takes nothing leaves the gate's newest cycle where it was, and is on file all the same; also after a
    /// cycle that was judged.
    @Test(arguments: [nil, 49])
    func aCycleOfWhichAllCameTooLateIsAnsweredFromTheFile(earlier: Int?) async throws {
        try await BusLoop.run(name: "gate-test") { loop in
            let run = try await GateRun(loop)
            try run.start()
            let play = GatePlay(run: run, client: try run.client())
            if let earlier { #expect(try await play.propose(earlier)?.order != nil) }
            await run.broker.forget()

            let late = Step.of(50) { $0.accountShift_ms = 300_001 }
            let first = try await late.word(run, play.client)
            #expect(try first.domain().verdicts.map(\.code) == [.expired])

            // Judged on this account it would be taken.
            let inTime = Step.of(50) { _ in }
            let second = try await inTime.word(run, play.client)
            #expect(WireFormat.encode(second) == WireFormat.encode(first))
            try play.restart()
            let third = try await inTime.word(run, play.client)
            #expect(WireFormat.encode(third) == WireFormat.encode(first))

            #expect(await run.broker.taken.isEmpty)
            #expect(try await play.client.refused() == 1, "it was counted once")
            #expect(try await play.propose(51)?.order != nil, "the gate goes on")
            play.client.close()
            run.killGate()
            await run.broker.stop()
        }
    }
}

extension Step {
    fileprivate static func of(_ number: Int, _ change: (inout Step) -> Void) -> Step {
        var step = Step()
        step.number = number
        change(&step)
        return step
    }
}

extension ServiceClient {
    /// How many decisions the gate has refused.
    fileprivate func refused() async throws -> UInt64 {
        guard case .risk(let risk) = try await ask(.risk, attemptTimeout_ms: 1_000) else { return 0 }
        return risk.refused
    }
}
