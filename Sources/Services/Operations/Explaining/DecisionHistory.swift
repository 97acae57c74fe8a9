internal import AgentService
internal import Runtime
internal import SQLiteStore
internal import TradingDomain
internal import WireFormat

/// What an account's processes know of a decision: each one that runs is asked, the files of those that have ended
/// are read. A file is never opened while its process runs.
struct DecisionHistory {
    private let options: ProcessOptions
    private let context: ProcessContext
    private var paths: RunPaths { options.paths }

    /// Entries of the ledger in one question.
    private static let page: UInt32 = 1_000

    init(_ options: ProcessOptions, _ context: ProcessContext) {
        self.options = options
        self.context = context
    }

    /// The completed cycle of an event time; `nil` when there is none.
    func cycle(at time: Timestamp) async throws -> CycleRecord? {
        if paths.isHeld(.fusionNode, "1") {
            guard case .cycles(let cycles) = try await Question.ask(.fusionNode, .cycle(at: time), context) else {
                throw ProcessFailure(.failure, "the fusion node answered something that is no cycle")
            }
            return try cycles.records.first?.domain()
        }
        let path = try existing("decisions", what: "decisions")
        do throws(StoreError) {
            let store = try DecisionStore(path: path, durability: .full)
            let stored = try store.cycle(at: time)
            try store.close()
            guard let stored, stored.isComplete else { return nil }
            do throws(WireError) {
                let record: Tandem_V1_CycleRecord = try WireFormat.decode(stored.record, what: "stored cycle")
                return try record.domain()
            } catch {
                throw StoreError.failed(path: path, detail: "\(error)")
            }
        } catch {
            throw ProcessFailure(.data, "\(error)")
        }
    }

    /// Every instance's call of a question.
    func calls(_ slot: String, _ cycle: CycleID, _ channel: Channel) async throws -> [Tandem_V1_StoredCall] {
        var calls: [Tandem_V1_StoredCall] = []
        for instance in StoredCalls.instances(of: slot, in: paths.data) {
            let role = Role(rawValue: "\(slot)-agent")
            if let role, paths.isHeld(role, instance) {
                do {
                    let reply = try await Question.ask(role, .call(cycle, channel), context, instance: instance)
                    if case .storedCall(let call) = reply { calls.append(call) }
                } catch let failure as ProcessFailure where failure.description.contains("never asked") {
                    continue
                }
            } else if let call = try StoredCalls.call(slot, instance, cycle, channel, options) {
                calls.append(call)
            }
        }
        return calls
    }

    /// What the books have of a decision's orders, in order.
    func entries(of decision: DecisionID) async throws -> [LedgerTransaction] {
        var found: [LedgerTransaction] = []
        let isHeld = paths.isHeld(.paperBroker, "1")
        let store = isHeld ? nil : try ledger()
        defer { try? store?.close() }
        var cursor: UInt64 = 0
        while true {
            var entries: [LedgerTransaction]
            if let store {
                entries = try store.entries(after: cursor, maximum: Int(Self.page))
            } else {
                let request = Tandem_V1_Request.OneOf_Body.ledger(after: cursor, limit: Self.page)
                guard case .ledger(let answer) = try await Question.ask(.paperBroker, request, context) else {
                    throw ProcessFailure(.failure, "the paper broker answered something that is no ledger")
                }
                entries = try answer.entries.map { try $0.transaction.domain() }
            }
            guard let last = entries.last else { return found }
            cursor = last.sequence
            found += entries.filter { $0.decision == decision }
        }
    }

    private func ledger() throws(ProcessFailure) -> LedgerStore {
        let path = try existing("ledger", what: "books")
        do { return try LedgerStore(path: path, durability: .full) } catch {
            throw ProcessFailure(.data, "\(error)")
        }
    }

    private func existing(_ name: String, what: String) throws(ProcessFailure) -> String {
        let path = paths.store(name)
        guard paths.hasFile(path) else {
            throw ProcessFailure(
                .data,
                "account '\(options.account)' has no \(what) at \(path); see --account and --data-dir"
            )
        }
        return path
    }
}

extension LedgerTransaction {
    /// The decision that an order, its fills or its end came of.
    fileprivate var decision: DecisionID? {
        switch kind {
        case .deposit, .funded, .transferred: nil
        case .orderAccepted(let order): order.id.decision
        case .fill(let fill): fill.order.decision
        case .orderExpired(let order, _): order.decision
        case .orderChanged(let change): change.order.decision
        }
    }
}
