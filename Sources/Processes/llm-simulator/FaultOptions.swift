internal import ArgumentParser
internal import Foundation
internal import ModelSimulator
internal import Runtime

/// What goes wrong with the answers, and where requests are logged.
struct FaultOptions: ParsableArguments {
    @Option(
        name: .customLong("fault-script"),
        help: ArgumentHelp(
            "What goes wrong with the first requests: a line each, [COUNT] NAME, with NAME a fault or ok.",
            valueName: "FILE"
        )
    )
    var script: String?

    @Option(
        name: .customLong("requests"),
        help: ArgumentHelp("Append a line for each request: its number, its path, the fault or ok.", valueName: "FILE")
    )
    var log: String?

    @Flag(name: .customLong("list-faults"), help: "Print the faults' names, one a line, and end.")
    var listsFaults = false

    /// - Throws: ``ProcessFailure`` for a file that cannot be read or written.
    func apply(to settings: inout SimulatorSettings) throws(ProcessFailure) {
        if let script { settings.script = try Self.script(script) }
        guard let log else { return }
        let descriptor = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw ProcessFailure(.cannotCreate, "request log \(log) cannot be written; choose another")
        }
        // One write a line: lines of several requests never mix.
        settings.whenAsked = { number, path, fault in
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
