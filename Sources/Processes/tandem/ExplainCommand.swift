internal import ArgumentParser
internal import Operations
internal import Runtime
internal import TradingDomain

/// One decision from its question to its fill.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show how a decision came about: prompts, replies, votes, fusion, verdict, order, fills, cost.",
        discussion: """
            Processes that run are asked over the bus; the files of those that have ended are read. Example: \
            'tandem explain 2026-01-21T00:05:00Z/BTCUSDT', or the cycle's time and the symbol as two words.
            """
    )

    @Argument(help: "The decision, TIME/SYMBOL, or the cycle's time.")
    var decision: String

    @Argument(help: "The symbol, when the first word is a time.")
    var symbol: String?

    @Flag(help: "Print one JSON object, with every prompt and reply.")
    var json = false

    @Flag(help: "Print every prompt and reply, word for word.")
    var full = false

    @OptionGroup var options: ProcessOptions

    private var text: String { symbol.map { "\(decision)/\($0)" } ?? decision }

    func validate() throws {
        do { _ = try DecisionID(parsing: text) } catch {
            throw ValidationError("\(error), such as 2026-01-21T00:05:00Z/BTCUSDT")
        }
    }

    func run() async throws {
        let id = try CommandFailure.reported { try DecisionID(parsing: text) }
        await ProcessHost.attach(.fusionNode, options) { context in
            let explanation = try await Explanation(id, options, context)
            print(json ? explanation.json : explanation.text(isFull: full))
        }
    }
}
