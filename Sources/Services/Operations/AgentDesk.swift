internal import Foundation
package import Runtime
internal import WireFormat

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
                    agent.slot, agent.instance, agent.state,
                    agent.model + (agent.isSimulated && agent.model != "rules" ? " (simulated)" : ""),
                    agent.promptVersion, "\(agent.answers)", "\(agent.silenceMs) ms",
                ]
            }
        return TextTable.text(rows)
    }

    /// One line, keys sorted; a model's name may hold any character.
    private struct Line: Encodable {
        let slot, instance, state, model, prompt: String
        let simulated: Bool
        let answers: UInt64
        let silence_ms: UInt32
    }

    private static func json(_ agents: [Tandem_V1_Agent]) -> String {
        let lines = agents.map { agent in
            Line(
                slot: agent.slot,
                instance: agent.instance,
                state: agent.state,
                model: agent.model,
                prompt: agent.promptVersion,
                simulated: agent.isSimulated,
                answers: agent.answers,
                silence_ms: agent.silenceMs
            )
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: (try? encoder.encode(["agents": lines])) ?? Data("{}".utf8), as: UTF8.self)
    }
}
