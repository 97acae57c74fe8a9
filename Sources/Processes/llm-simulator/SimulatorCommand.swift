internal import ArgumentParser
internal import Foundation
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

    @Option(
        name: .customLong("fault-script"),
        help: ArgumentHelp(
            "What goes wrong with the first requests: a line each, [COUNT] NAME, with NAME a fault or ok.",
            valueName: "FILE"
        )
    )
    var faultScript: String?

    @Option(
        name: .customLong("requests"),
        help: ArgumentHelp("Append a line for each request: its number, its path, the fault or ok.", valueName: "FILE")
    )
    var requestLog: String?

    @Flag(name: .customLong("list-faults"), help: "Print the faults' names, one a line, and end.")
    var listsFaults = false

    func run() async {
        if listsFaults { return print(SimulatorFault.allCases.map(\.rawValue).joined(separator: "\n")) }
        await ProcessHost.run(.modelSimulator, options) { context in
            var settings = SimulatorSettings(
                latency_ms: latency ?? Int(context.settings.integer("simulator.latency_ms"))
            )
            if let faultScript { settings.script = try Self.script(faultScript) }
            if let requestLog { settings.whenAsked = try Self.log(requestLog) }
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

    private static func log(
        _ path: String
    ) throws(ProcessFailure) -> @Sendable (Int, String, String) -> Void {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw ProcessFailure(.cannotCreate, "request log \(path) cannot be written; choose another")
        }
        // One write a line: lines of several requests never mix.
        return { number, path, fault in
            let line = Array("\(number) \(path) \(fault)\n".utf8)
            _ = write(descriptor, line, line.count)
        }
    }

    private static func script(_ path: String) throws(ProcessFailure) -> FaultScript {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw ProcessFailure(.configuration, "fault script \(path) cannot be read; name a text file")
        }
        do throws(FaultScriptError) { return try FaultScript(parsing: text) } catch {
            throw ProcessFailure(.configuration, "\(path), \(error)")
        }
    }
}
