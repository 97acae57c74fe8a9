internal import ArgumentParser
internal import Operations
internal import Runtime
internal import TradingDomain

/// What an account's model calls cost.
struct CostCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cost",
        abstract: "What the models' calls cost, what was saved and how, and what the month will cost.",
        discussion: """
            Agents that run are asked over the bus; the files of those that have ended are read. Times are event time, \
            USD at the model table's prices; a call without an answer counts with its reservation. Examples: \
            'tandem cost', 'tandem cost --by day', 'tandem cost --by decision --limit 50'. What a month would cost \
            before it is run: 'backtest cost'.
            """
    )

    @Option(help: "One table alone: model, choice (why it is that model), hour, day, symbol or decision.")
    var by: String?

    @Option(help: "Cycles before it are left out, UTC, such as 2026-01-21.")
    var from: String?

    @Option(help: "Cycles from it on are left out, UTC.")
    var to: String?

    @Option(help: "Rows of --by that are shown, the last ones.")
    var limit = 40

    @Flag(help: "Print one JSON object with every table, amounts in 1e-9 USD.")
    var json = false

    @OptionGroup var options: ProcessOptions

    func validate() throws {
        if let by, CostSheet.Grouping(rawValue: by) == nil {
            let names = CostSheet.Grouping.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--by was '\(by.prefix(40))'; allowed are \(names)")
        }
        guard (1...1_000_000).contains(limit) else {
            throw ValidationError("--limit was \(limit); allowed are 1 to 1000000")
        }
        do throws(ValueError) { _ = try window() } catch { throw ValidationError("--from and --to: \(error)") }
    }

    private func window() throws(ValueError) -> CostSheet.Window {
        func time(_ text: String?) throws(ValueError) -> Timestamp? {
            guard let text else { return nil }
            return try Timestamp(parsing: text)
        }
        return CostSheet.Window(from: try time(from), to: try time(to))
    }

    func run() async throws {
        let window = try CommandFailure.reported { () throws -> CostSheet.Window in try self.window() }
        await ProcessHost.attach(.fusionNode, options) { context in
            let sheet = try await CostDesk.sheet(options, context, window: window)
            print(json ? sheet.json : sheet.text(by: by.flatMap(CostSheet.Grouping.init(rawValue:)), limit: limit))
        }
    }
}
