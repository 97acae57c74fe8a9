internal import AgentService
internal import ArgumentParser
internal import Runtime

@main struct QwenAgentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "qwen-agent",
        abstract: "Turns each question of the fusion node into one recorded call of its model."
    )

    @OptionGroup var options: ProcessOptions
    @OptionGroup var appearance: AgentOptions

    func run() async {
        await ProcessHost.run(.qwenAgent, appearance.resolved(options, role: .qwenAgent)) { context in
            try await AgentNode(context, appearance.appearance(slot: "qwen")).run()
        }
    }
}
