internal import AgentService
internal import ArgumentParser
internal import Runtime

@main struct DeepSeekAgentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deepseek-agent",
        abstract: "Turns each question of the fusion node into one recorded call of its model."
    )

    @OptionGroup var options: ProcessOptions
    @OptionGroup var appearance: AgentOptions

    func run() async {
        await ProcessHost.run(.deepseekAgent, appearance.resolved(options, role: .deepseekAgent)) { context in
            try await AgentNode(context, appearance.appearance(slot: "deepseek")).run()
        }
    }
}
