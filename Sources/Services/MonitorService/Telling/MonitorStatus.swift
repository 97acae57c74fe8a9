package import Runtime
internal import WebDashboard
internal import WireFormat
internal import ZeroMQBus

/// `monitor status`: asks every process of a run once what it does.
package enum MonitorStatus {
    /// An answer is expected within this, in milliseconds; heartbeats come once a second.
    private static let patience_ms: Int64 = 1_500

    /// - Parameters:
    ///   - context: of ``ProcessHost/attach(_:_:_:)``.
    ///   - asJSON: prints one JSON object instead of a table.
    /// - Throws: ``ProcessFailure`` with status ``ExitStatus/unavailable`` when nothing answers.
    package static func run(_ context: ProcessContext, asJSON: Bool) async throws {
        let table = try await survey(context)
        guard !table.processes.isEmpty else {
            throw ProcessFailure(
                .unavailable,
                "nothing answers in \(context.paths.run); start it with 'tandem up' or name another run with --account"
            )
        }
        MonitorTail.say(asJSON ? table.json + "\n" : table.text, to: 1)
    }

    static func survey(_ context: ProcessContext) async throws -> StatusTable {
        let deadline_ms = BusLoop.monotonicMilliseconds() + patience_ms
        let serving = RunSockets.owners(in: context.paths, channel: "service")
        let publishing = RunSockets.owners(in: context.paths, channel: "events").filter { !serving.contains($0) }
        var table = StatusTable()
        try await withThrowingTaskGroup(of: [ProcessFacts].self) { group in
            for owner in serving {
                group.addTask { try await ask(owner, context, deadline_ms).map { [$0] } ?? [] }
            }
            if !publishing.isEmpty {
                group.addTask { try await listen(for: Set(publishing), context, deadline_ms) }
            }
            for try await found in group { table.processes += found }
        }
        table.processes.sort { ($0.role, $0.instance) < ($1.role, $1.instance) }
        let heard = Set(table.processes.map { "\($0.role)-\($0.instance)" })
        table.silent = (serving + publishing).map(\.name).filter { !heard.contains($0) }.sorted()
        if heard.contains("\(Role.fusionNode.rawValue)-1") { table.agents = try await agents(context) }
        return table
    }

    private static func ask(
        _ owner: RunSockets.Owner,
        _ context: ProcessContext,
        _ deadline_ms: Int64
    ) async throws -> ProcessFacts? {
        let client = try ServiceClient(context, to: owner.role, instance: owner.instance)
        defer { client.close() }
        do throws(ServiceError) {
            let reply = try await client.ask(.status, attemptTimeout_ms: 400, deadline_ms: deadline_ms)
            if case .status(let status) = reply { return ProcessFacts(status) }
            return nil
        } catch {
            if case .stopped = error { throw error }
            return nil
        }
    }

    /// Processes without a `service` socket say what they do once a second.
    private static func listen(
        for owners: Set<RunSockets.Owner>,
        _ context: ProcessContext,
        _ deadline_ms: Int64
    ) async throws -> [ProcessFacts] {
        let tap = try EventTap(context, topics: [.status])
        defer { tap.close() }
        let names = Set(owners.map(\.name))
        var found: [String: ProcessFacts] = [:]
        while found.count < names.count, let (_, event) = try await tap.next(until: deadline_ms) {
            guard case .status(let status) = event.body else { continue }
            let facts = ProcessFacts(status)
            let name = "\(facts.role)-\(facts.instance)"
            if names.contains(name) { found[name] = facts }
        }
        return found.keys.sorted().compactMap { found[$0] }
    }

    private static func agents(_ context: ProcessContext) async throws -> [AgentFacts] {
        let fusion = try ServiceClient(context, to: .fusionNode)
        defer { fusion.close() }
        let deadline_ms = BusLoop.monotonicMilliseconds() + patience_ms
        guard
            case .agents(let list)? = try? await fusion.ask(.agents, attemptTimeout_ms: 400, deadline_ms: deadline_ms)
        else { return [] }
        return list.agents.map(AgentFacts.init).sorted { ($0.slot, $0.instance) < ($1.slot, $1.instance) }
    }
}
