internal import ArgumentParser
internal import HTTPServing
internal import Logging
internal import ModelAgent
internal import ModelSimulator
internal import Runtime

@main struct SimulatorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "llm-simulator",
        abstract: "Answers as both providers would, on this machine. Nothing it says is a real model's view."
    )

    @OptionGroup var options: ProcessOptions

    @Option(help: "Listen on this port of 127.0.0.1 instead of the run's Unix socket.")
    var port: Int?

    @Option(name: .customLong("latency-ms"), help: "How long an answer takes. (default: setting simulator.latency_ms)")
    var latency: Int?

    @OptionGroup(title: "Faults") var faults: FaultOptions

    func run() async {
        if faults.listsFaults { return print(SimulatorFault.allCases.map(\.rawValue).joined(separator: "\n")) }
        await ProcessHost.run(.modelSimulator, options) { context in
            let latency_ms = latency ?? Int(context.settings.integer("simulator.latency_ms"))
            var settings = SimulatorSettings(latency_ms: latency_ms)
            try faults.apply(to: &settings)
            let simulator = ModelSimulator(settings: settings) { call in
                let trader = SimulatedTrader(call.provider == .deepSeek ? .deepseek : .qwen)
                context.reportProgress()
                do throws(PromptTextError) {
                    return try trader.arguments(forPrompt: call.userPrompt)
                } catch {
                    return #"{"decisions":[]}"#
                }
            }
            let address = port.map { ServingAddress.tcp(host: "127.0.0.1", port: $0) }
            let server = simulator.server(
                at: address ?? .unixSocket(path: context.paths.simulatorSocket),
                logger: context.logger
            ) { _ in context.reportReady() }
            try await server.run()
        }
    }
}
