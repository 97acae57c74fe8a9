internal import ArgumentParser
internal import Operations
internal import Runtime

/// Who votes for which slot.
struct AgentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agents",
        abstract: "List the model agents, or promote, demote or drain one.",
        discussion: "Examples: 'tandem agents', 'tandem agents promote qwen 2', 'tandem agents drain qwen 1'."
    )

    @Argument(help: "list, promote, demote or drain.")
    var act = "list"

    @Argument(help: "The slot, such as qwen.")
    var slot: String?

    @Argument(help: "The agent's instance, such as 2.")
    var agent: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var options: ProcessOptions

    func validate() throws {
        guard let act = AgentDesk.Act(rawValue: act) else {
            throw ValidationError("act was '\(act)'; allowed are list, promote, demote and drain")
        }
        guard act == .list || (slot != nil && agent != nil) else {
            throw ValidationError("\(act.rawValue) needs a slot and an instance, such as '\(act.rawValue) qwen 2'")
        }
    }

    func run() async throws {
        await ProcessHost.attach(.fusionNode, options) { context in
            print(
                try await AgentDesk.perform(
                    AgentDesk.Act(rawValue: act) ?? .list,
                    slot: slot ?? "",
                    instance: agent ?? "",
                    asJSON: json,
                    context
                )
            )
        }
    }
}
