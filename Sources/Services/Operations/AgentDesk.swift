package import Runtime
internal import WireFormat
internal import ZeroMQBus

/// `tandem agents`: who votes for which slot, and a person's acts on them.
package enum AgentDesk {
    package enum Act: String, Sendable {
        case list
        case promote
        case demote
        case drain
    }

    /// - Returns: a table, or one JSON object.
    /// - Throws: ``ProcessFailure`` when the fusion node is not running or refuses.
    package static func perform(
        _ act: Act,
        slot: String,
        instance: String,
        asJSON: Bool,
        _ context: ProcessContext
    ) async throws -> String {
        let request: Tandem_V1_Request.OneOf_Body =
            act == .list ? .agents : .control(slot: slot, instance: instance, action: act.rawValue)
        guard case .agents(let list) = try await Question.ask(.fusionNode, request, context) else {
            throw ProcessFailure(.failure, "the fusion node answered something that is no list of agents")
        }
        return asJSON ? json(list.agents) : table(list.agents)
    }

    private static func table(_ agents: [Tandem_V1_Agent]) -> String {
        guard !agents.isEmpty else { return "no agent is registered" }
        let rows =
            [["SLOT", "INSTANCE", "STATE", "MODEL", "PROMPT", "ANSWERS", "SILENT"]]
            + agents.map { agent in
                [
                    agent.slot, agent.instance, agent.state, agent.model + (agent.isSimulated ? " (simulated)" : ""),
                    agent.promptVersion, "\(agent.answers)", "\(agent.silenceMs) ms",
                ]
            }
        return TextTable.text(rows)
    }

    private static func json(_ agents: [Tandem_V1_Agent]) -> String {
        let rows = agents.map { agent in
            #"{"slot":"\#(agent.slot)","instance":"\#(agent.instance)","state":"\#(agent.state)","model":"\#(agent.model)","#
                + #""simulated":\#(agent.isSimulated),"prompt":"\#(agent.promptVersion)","answers":\#(agent.answers),"#
                + #""silence_ms":\#(agent.silenceMs)}"#
        }
        return #"{"agents":["# + rows.joined(separator: ",") + "]}"
    }
}

/// Rows of text in columns.
enum TextTable {
    static func text(_ rows: [[String]]) -> String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { column, cell in
                column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count + 2)
            }.joined()
        }.joined(separator: "\n")
    }
}

/// One question of a tool to a running process.
enum Question {
    static func ask(
        _ role: Role,
        _ request: Tandem_V1_Request.OneOf_Body,
        _ context: ProcessContext,
        instance: String = "1"
    ) async throws -> Tandem_V1_Reply.OneOf_Body {
        do throws(ServiceError) {
            let client = try ServiceClient(context, to: role, instance: instance)
            return try await client.ask(
                request,
                attemptTimeout_ms: 300,
                deadline_ms: BusLoop.monotonicMilliseconds() + 1_500
            )
        } catch {
            switch error {
            case .refused(_, _, let text): throw ProcessFailure(.unavailable, text)
            case .bus, .wire:
                throw ProcessFailure(
                    .unavailable,
                    "\(role.rawValue) of this account does not answer; is it running? start all with `tandem up`"
                )
            case .stopped: throw error
            }
        }
    }
}
