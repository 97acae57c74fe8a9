import Foundation
import TestSupport
import Testing
import TradingDomain
import WireFormat
import ZeroMQBus

@testable import Runtime

/// The gate's states, its restarts, and two decisions that fit alone but not together: through the real process.
@Suite(.enabled(if: GateRun.isBuilt), .timeLimit(.minutes(3))) struct StateProcessTests {
    /// Waits until the gate says a state.
    private func becomes(_ state: String, _ client: ServiceClient, _ loop: BusLoop) async throws -> Bool {
        for _ in 0..<400 {
            if try await client.risk().state == state { return true }
            try await loop.sleep(milliseconds: 10)
        }
        return false
    }

    private func propose(_ run: GateRun, _ client: ServiceClient, _ change: Step.Change) async throws -> Verdict? {
        var step = Step()
        try change(&step)
        return try await step.run(run, client)
    }

    @Test func statesOfTheProcess() async throws {
        try await BusLoop.run(name: "gate-test") { loop in
            let run = try await GateRun(loop)
            await run.broker.set(verified: false)
            try run.start()
            let client = try run.client()
            #expect(try await client.risk().state == "halted")
            try await loop.sleep(milliseconds: 300)
            #expect(try await client.risk().reason.contains("books"))
            await run.broker.set(verified: true)
            #expect(try await becomes("active", client, loop))

            // A day's loss: reducing, over a restart and a resume, until the day ends.
            #expect(try await propose(run, client) { $0.number = 1 }?.order != nil)
            #expect(try await propose(run, client) { ($0.number, $0.equity) = (2, "9500") }?.code == .dailyLoss)
            run.killGate()
            try run.start()
            #expect(try await becomes("reducing", client, loop))
            #expect(try await client.risk(.resume(by: "ann", reason: "hope")).state == "reducing")
            #expect(try await propose(run, client) { $0.number = 287 }?.code == .reducingOnly)
            #expect(try await propose(run, client) { ($0.number, $0.equity) = (288, "9500") }?.order != nil)
            #expect(try await client.risk().state == "active")

            // Drawdown from the peak of 10 000: halted, over a restart, until a person resumes with a reason.
            #expect(try await propose(run, client) { ($0.number, $0.equity) = (289, "8000") }?.code == .drawdown)
            run.killGate()
            try run.start()
            #expect(try await becomes("halted", client, loop))
            #expect(try await propose(run, client) { $0.number = 290 }?.code == .halted)
            await #expect {
                _ = try await client.risk(.resume(by: "ann", reason: " "))
            } throws: { error in
                if case .refused(_, code: "NO_REASON", _) = error as? ServiceError { true } else { false }
            }
            let exit = try await propose(run, client) { step in
                step.number = 291
                step.wish.action = .sell
                step.holdings = [try Market.holding("BTCUSDT", .buy, quantity: "2")]
            }
            #expect(exit?.order?.id.leg == .close)
            #expect(try await client.risk(.resume(by: "ann", reason: "seen")).state == "active")

            // The file halts, and holds against a resume.
            try Data("fire\n".utf8).write(to: URL(filePath: run.haltFile))
            #expect(try await becomes("halted", client, loop))
            #expect(try await client.risk().reason.contains("fire"))
            await #expect(throws: ServiceError.self) { _ = try await client.risk(.resume(by: "ann", reason: "no")) }
            client.close()
            run.killGate()
        }
    }

    @Test func flatteningClosesEverythingAlsoAcrossAKillAndThenHalts() async throws {
        try await BusLoop.run(name: "gate-test") { loop in
            let run = try await GateRun(loop)
            let holdings = try ["BTCUSDT", "ETHUSDT", "SOLUSDT"].map {
                try Market.holding($0, $0 == "ETHUSDT" ? .sell : .buy, quantity: "2")
            }
            await run.broker.show(try Market.account(Market.cycle(9), holdings: holdings))
            await run.broker.set(keepsOrders: true)
            await run.broker.set(deaf: true)
            try run.start()
            let client = try run.client()
            #expect(try await becomes("active", client, loop))
            #expect(try await client.risk(.halt(by: "ann", reason: "enough", flatten: true)).state == "flattening")
            try await loop.sleep(milliseconds: 100)
            run.killGate()
            #expect(await run.broker.taken.isEmpty)
            await run.broker.set(deaf: false)
            try run.start()
            #expect(try await becomes("halted", client, loop))
            for _ in 0..<400 {
                guard await run.broker.account.holdings.isEmpty == false else { break }
                try await loop.sleep(milliseconds: 10)
            }
            let closed = await run.broker.taken.map(\.order)
            #expect(closed.map(\.symbol.description).sorted() == ["BTCUSDT", "ETHUSDT", "SOLUSDT"])
            #expect(closed.allSatisfy { $0.id.leg == .close })
            #expect(try await becomes("halted", client, loop))
            client.close()
            run.killGate()
        }
    }

    private static let pairs = Int(ProcessInfo.processInfo.environment["TANDEM_GATE_PAIRS"] ?? "") ?? 1

    /// `TANDEM_GATE_PAIRS` sets how often (1).
    @Test(arguments: [false, true], 1...pairs)
    func ofTwoThatFitAloneOnePasses(isKilledBetween: Bool, trial: Int) async throws {
        // A total limit that one order fills; the broker shows what it has taken.
        try await BusLoop.run(name: "gate-test") { loop in
            let run = try await GateRun(loop, ["risk.total_percent=10", "risk.correlated_percent=100"])
            let (first, second) = (Market.cycle(1), Market.cycle(2))
            await run.broker.show(try Market.account(second))
            await run.broker.set(keepsOrders: true)
            await run.broker.set(deaf: isKilledBetween)
            try run.start()
            let client = try run.client()
            let btc = try Market.proposal(first)
            let eth = try Market.proposal(second) { $0.symbol = "ETHUSDT" }
            if isKilledBetween {
                // The word is committed, the order has not reached the broker, and the other comes first afterwards.
                let asking = Task(executorPreference: loop) { _ = try? await run.propose(first, [btc]) }
                for _ in 0..<400 {
                    guard try await client.approved() == 0 else { break }
                    try await loop.sleep(milliseconds: 5)
                }
                run.killGate()
                asking.cancel()
                await run.broker.set(deaf: false)
                try run.start()
                let verdict = try await client.propose(second, [eth]).first
                #expect(verdict?.code == .totalExposure, "\(String(describing: verdict))")
            } else {
                async let left = run.propose(first, [btc])
                async let right = run.propose(second, [eth])
                let codes = try await [left.first?.code, right.first?.code]
                #expect(codes.count { $0 == nil } == 1, "\(codes)")
            }
            #expect(await run.broker.taken.count == 1)
            client.close()
            run.killGate()
        }
    }
}

extension GateRun {
    /// Asks with a client of its own.
    func propose(_ cycle: CycleID, _ proposals: [Proposal]) async throws -> [Verdict] {
        let client = try client()
        defer { client.close() }
        return try await client.propose(cycle, proposals)
    }
}

extension ServiceClient {
    /// How many orders the gate has approved.
    func approved() async throws -> UInt64 {
        guard case .risk(let risk) = try await ask(.risk, attemptTimeout_ms: 1_000) else { return 0 }
        return risk.approved
    }
}
