internal import ArgumentParser
internal import RiskService
internal import Runtime

@main struct RiskGateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "risk-gate",
        abstract: "Sizes or refuses every decision; the only process whose orders the broker takes."
    )

    @OptionGroup var options: ProcessOptions

    func run() async {
        await ProcessHost.run(.riskGate, options) { context in
            try await GateNode(context).run()
        }
    }
}
