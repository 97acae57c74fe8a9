internal import ArgumentParser
internal import Operations
internal import Runtime
internal import TradingDomain

/// What the gate allows, and how much of it is used.
struct RiskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "risk",
        abstract: "Show the gate's state, every limit with its use and room, and what was refused how often.",
        subcommands: [RiskShowCommand.self, RiskTryCommand.self],
        defaultSubcommand: RiskShowCommand.self
    )
}

struct RiskShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "The state, every limit, its use and its room. (default)"
    )

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var options: ProcessOptions

    func run() async throws {
        await ProcessHost.attach(.riskGate, options) { context in
            print(try await RiskDesk.show(asJSON: json, context))
        }
    }
}

struct RiskTryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try",
        abstract: "Ask the running gate what it would say to a trade now. Nothing is traded.",
        discussion: "Example: 'tandem risk try --symbol BTCUSDT --action BUY --size 10'."
    )

    @Option(help: "Such as BTCUSDT; one that the account trades.")
    var symbol: String

    @Option(help: "BUY or SELL.")
    var action: String

    @Option(help: "Wanted share of equity, percent, 0 to 100.")
    var size: Int

    @Option(help: "1 to 125.")
    var leverage = 1

    @Option(help: "Price of the stop. (default: two ATR14 of the entry candles from the market)")
    var stop: String?

    @Option(help: "Price of the target. (default: twice as far as the stop)")
    var target: String?

    @Option(name: .customLong("win-probability"), help: "Percent, 0 to 100, for a gate that sizes by Kelly.")
    var winProbability: Int?

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var options: ProcessOptions

    func validate() throws { _ = try trial() }

    private func trial() throws -> RiskTrial {
        guard let action = TradingAction(rawValue: action.uppercased()), action != .hold else {
            throw ValidationError("--action was '\(action)'; allowed are BUY and SELL")
        }
        if let winProbability, !(0...100).contains(winProbability) {
            throw ValidationError("--win-probability was \(winProbability); allowed is 0 to 100")
        }
        do {
            var trial = RiskTrial(symbol: try Symbol(symbol), action: action, size: try Percent(size))
            trial.leverage = leverage
            trial.stop = try stop.map { try Price(parsing: $0) }
            trial.target = try target.map { try Price(parsing: $0) }
            trial.winProbability_ppm = winProbability.map { $0 * 10_000 }
            return trial
        } catch {
            throw ValidationError("\(error)")
        }
    }

    func run() async throws {
        let trial = try trial()
        await ProcessHost.attach(.riskGate, options) { context in
            print(try await trial.run(asJSON: json, context))
        }
    }
}
