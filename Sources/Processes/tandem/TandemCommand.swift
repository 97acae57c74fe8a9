internal import ArgumentParser

/// Control and tools of the pipeline.
@main struct TandemCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tandem",
        abstract: "Two models, two timeframes, one account: run, watch, replay and check the pipeline.",
        discussion: """
            Start with 'tandem up' (or 'make run'); the page is at http://127.0.0.1:8080. Without a key every model is \
            simulated on this machine, and says so wherever it is shown.
            """,
        groupedSubcommands: [
            CommandGroup(
                name: "Running",
                subcommands: [
                    UpCommand.self, PsCommand.self, RestartCommand.self, StopCommand.self, SwapCommand.self,
                    ScaleCommand.self, KeepCommand.self,
                ]
            ),
            CommandGroup(
                name: "Trading",
                subcommands: [
                    AgentsCommand.self, ModelsCommand.self, HaltCommand.self, ResumeCommand.self, RiskCommand.self,
                ]
            ),
            CommandGroup(
                name: "History",
                subcommands: [
                    ReplayCommand.self, VerifyCommand.self, ExplainCommand.self, AccountCommand.self, CostCommand.self,
                    ShadowCommand.self, FeaturesCommand.self, ReplyCommand.self, DataCommand.self,
                ]
            ),
            CommandGroup(name: "Help", subcommands: [DoctorCommand.self]),
        ]
    )
}
