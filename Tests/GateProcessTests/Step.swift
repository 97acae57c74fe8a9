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
    /// Of the cycle that the proposal is of; `nil` for the one that is asked about.
    var proposedNumber: Int?
    /// The proposal has neither a price nor an entry candle.
    var isBlank = false
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

    /// Sells with the market and the entry at one price.
    mutating func sells(at price: String, stop: String, target: String) {
        (wish.action, wish.price, wish.entry) = (.sell, price, price)
        (wish.stop, wish.target) = (stop, target)
    }

    /// Stop and target are as far from the market, 8 of 100.
    mutating func bets(_ equity: String, at probability_ppm: Int) {
        self.equity = equity
        (wish.stop, wish.target, wish.winFraction_ppm) = ("92", "108", probability_ppm)
    }

    private func proposal() throws -> Proposal {
        let wish = wish
        let whole = try Market.proposal(proposedNumber.map(Market.cycle) ?? cycle) { $0 = wish }
        guard isBlank else { return whole }
        let snapshot = FeatureSnapshot(
            symbol: whole.snapshot.symbol,
            cycle: whole.cycle,
            freshness: .fresh,
            entryTimeframe: .threeMinutes
        )
        return try Proposal(cycle: whole.cycle, decision: whole.decision, snapshot: snapshot)
    }

    /// Puts it to the gate.
    /// - Returns: the last verdict.
    func run(_ run: GateRun, _ client: ServiceClient) async throws -> Verdict? {
        try await word(run, client).domain().verdicts.last
    }

    /// Puts it to the gate.
    /// - Returns: the verdicts as they travelled.
    func word(_ run: GateRun, _ client: ServiceClient) async throws -> Tandem_V1_Verdicts {
        await run.broker.show(try account())
        if isHalted { _ = try await client.risk(.halt(by: "ann", reason: "a test")) }
        let proposal = try proposal()
        return try await client.word(cycle, isDoubled ? [proposal, proposal] : [proposal])
    }
}
