import TestSupport
import TradingDomain
import WireFormat
import ZeroMQBus

@testable import Runtime

/// One cycle that the test puts to the gate: what is proposed, and the account that the broker shows.
struct Step {
    typealias Change = @Sendable (inout Step) throws -> Void

    /// In steps of five minutes since the epoch.
    var number = 50
    /// Event time of the cycle beside what its number says.
    var cycleShift_ms: Int64 = 0
    var wish = Market.Wish()
    /// The same proposal once more in the same question.
    var isDoubled = false
    var equity = "10000"
    var cash: String?
    var holdings: [AccountSnapshot.Holding] = []
    var pending: [Order] = []
    var record: @Sendable (inout AccountRecord) -> Void = { _ in }
    var accountShift_ms: Int64 = 0
    var accountLag: LogPosition = 0
    /// A person halts first.
    var isHalted = false

    var cycle: CycleID {
        let cycle = Market.cycle(number)
        return CycleID(time: cycle.time.advanced(byMilliseconds: cycleShift_ms), position: cycle.position)
    }

    func account() throws -> AccountSnapshot {
        let account = try Market.account(
            cycle,
            equity: equity,
            holdings: holdings,
            pending: pending,
            cash: cash,
            record
        )
        return account.with(
            position: account.position - accountLag,
            time: account.time.advanced(byMilliseconds: accountShift_ms)
        )
    }

    /// Puts it to the gate.
    /// - Returns: the last verdict.
    func run(_ run: GateRun, _ client: ServiceClient) async throws -> Verdict? {
        await run.broker.show(try account())
        if isHalted { _ = try await client.risk(.halt(by: "ann", reason: "a test")) }
        let wish = wish
        let proposal = try Market.proposal(cycle) { $0 = wish }
        return try await client.propose(cycle, isDoubled ? [proposal, proposal] : [proposal]).last
    }
}
