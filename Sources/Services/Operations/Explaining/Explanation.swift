internal import ModelAgent
package import Runtime
package import TradingDomain
internal import WireFormat

/// `tandem explain`: all that led to one decision, and all that came of it.
package struct Explanation: Sendable {
    let decision: DecisionID
    let cycle: CycleID
    let record: CycleRecord.SymbolRecord
    let answers: [Answer]
    let entries: [LedgerTransaction]

    /// One slot's answer on one channel, with the calls that it came of.
    struct Answer: Sendable {
        let answer: ModelAnswer
        /// When the question was asked: an earlier cycle for a 4 h answer that still stands.
        let asked: CycleID
        let calls: [Call]
    }

    /// One instance's call.
    struct Call: Sendable {
        let stored: Tandem_V1_StoredCall
        /// Why the reader did not accept the reply for this symbol.
        let refusals: [String]
    }

    /// Asks and reads what is known of a decision.
    ///
    /// - Parameters:
    ///   - decision: its cycle and symbol.
    ///   - options: which account.
    ///   - context: of the tool.
    /// - Throws: ``ProcessFailure`` for a decision that is not there, or a process that does not answer.
    package init(_ decision: DecisionID, _ options: ProcessOptions, _ context: ProcessContext) async throws {
        let history = DecisionHistory(options, context)
        guard let cycle = try await history.cycle(at: decision.cycle) else {
            throw ProcessFailure(.data, "no completed cycle at \(decision.cycle); cycles are at the full five minutes")
        }
        guard let record = cycle.symbols.first(where: { $0.symbol == decision.symbol }) else {
            let known = cycle.symbols.map(\.symbol.description).joined(separator: ", ")
            throw ProcessFailure(
                .data,
                "\(decision.symbol) was not decided at \(decision.cycle); decided were \(known)"
            )
        }
        self.decision = decision
        self.cycle = cycle.cycle
        self.record = record
        var answers: [Answer] = []
        for answer in record.answers {
            var source = cycle
            if let time = answer.decision?.time, time != cycle.cycle.time {
                source = try await history.cycle(at: time) ?? cycle
            }
            let calls = try await history.calls(answer.slot, source.cycle, answer.channel)
            let read = calls.map { Call(stored: $0, refusals: Self.refusals($0, source, answer)) }
            answers.append(Answer(answer: answer, asked: source.cycle, calls: read))
        }
        self.answers = answers
        entries = try await history.entries(of: decision)
    }

    /// What the agents' reader says against a reply, for one symbol.
    private static func refusals(_ call: Tandem_V1_StoredCall, _ cycle: CycleRecord, _ answer: ModelAnswer) -> [String]
    {
        guard call.hasArguments else { return call.hasFailure ? [call.failure] : [] }
        let snapshots = cycle.symbols.filter(\.freshness.isFresh).map { record in
            var snapshot = FeatureSnapshot(
                symbol: record.symbol,
                cycle: cycle.cycle,
                freshness: record.freshness,
                entryTimeframe: .threeMinutes
            )
            snapshot.price = record.price
            return snapshot
        }
        let request = ModelRequest(cycle: cycle.cycle, channel: answer.channel, snapshots: snapshots)
        return ReplyReader().read(call.arguments, request: request, slot: answer.slot).refusals.filter {
            $0.symbol == answer.symbol || $0.symbol == nil
        }.map(\.description)
    }

    /// Of every call that is named, in 1e-9 US dollars; a call about several symbols counts whole.
    var cost_nanoUSD: Int64 { answers.flatMap(\.calls).reduce(0) { $0 + $1.stored.costNanoUsd } }
}
