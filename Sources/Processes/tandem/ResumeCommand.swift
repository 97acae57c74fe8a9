internal import ArgumentParser
internal import Foundation
internal import Operations
internal import Runtime

/// Opens the gate again.
struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Open the risk gate again after a halt; a person's act, kept with its reason."
    )

    @Option(help: "Why; it is kept on record.")
    var reason: String

    @OptionGroup var options: ProcessOptions

    func run() async throws {
        await ProcessHost.attach(.riskGate, options) { context in
            print(try await TradingSwitch.resume(by: NSUserName(), reason: reason, context))
        }
    }
}
