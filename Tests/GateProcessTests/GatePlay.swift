import Foundation
import TestSupport
import Testing
import TradingDomain
import WireFormat
import ZeroMQBus

@testable import Runtime

/// A running gate, its broker, and what a test does to them.
struct GatePlay {
    let run: GateRun
    let client: ServiceClient

    @discardableResult
    func propose(_ number: Int, _ change: Step.Change = { _ in }) async throws -> Verdict? {
        var step = Step()
        step.number = number
        try change(&step)
        return try await step.run(run, client)
    }

    /// Waits until the gate says a state.
    func becomes(_ state: String) async throws -> Bool {
        for _ in 0..<400 {
            if try await client.risk().state == state { return true }
            try await run.loop.sleep(milliseconds: 10)
        }
        return false
    }

    /// A person's act that the gate takes.
    func resumes(_ reason: String) async throws { #expect(try await resume(reason)) }

    func refusesToResume(_ reason: String) async throws { #expect(try await !resume(reason), "\(reason)") }

    private func resume(_ reason: String) async throws -> Bool {
        do throws(ServiceError) {
            _ = try await client.ask(.resume(by: "ann", reason: reason), attemptTimeout_ms: 2_000)
            return true
        } catch {
            guard case .refused = error else { throw error }
            return false
        }
    }

    func halt(flatten: Bool = false) async throws {
        _ = try await client.risk(.halt(by: "ann", reason: "a test", flatten: flatten))
    }

    func restart() throws {
        run.killGate()
        try run.start()
    }

    func show(pending: [Order] = [], holdings: [AccountSnapshot.Holding] = []) async throws {
        await run.broker.show(try Market.account(Market.cycle(60), holdings: holdings, pending: pending))
    }
}
