internal import ArgumentParser
internal import Foundation
internal import Operations
internal import Runtime

/// Stops every opening order.
struct HaltCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "halt",
        abstract: "Stop every opening order at once; exits still pass. Works with the bus down."
    )

    @Option(help: "Why; it is kept on record.")
    var reason = "asked on the command line"

    @Flag(help: "Close every position too; needs the risk gate and the broker.")
    var flatten = false

    @OptionGroup var options: ProcessOptions

    func run() async throws {
        // Before anything else is read or started: it must not wait.
        let by = ProcessInfo.processInfo.environment["LOGNAME"] ?? NSUserName()
        do { try TradingSwitch.halt(by: by, reason: reason, options.paths) } catch { ProcessHost.fail("tandem", error) }
        await ProcessHost.attach(.riskGate, options) { context in
            print(try await TradingSwitch.tellGate(by: by, reason: reason, flatten: flatten, context))
        }
    }
}
