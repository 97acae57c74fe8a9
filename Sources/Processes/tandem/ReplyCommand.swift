internal import ArgumentParser
internal import Foundation
internal import Operations
internal import TradingDomain

/// What the agents' reader makes of a model's reply.
struct ReplyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reply",
        abstract: "Read a model's reply as the agents do, and say whether it is a decision.",
        subcommands: [Check.self]
    )

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Print one JSON object: verdict (accept or refuse), reason, detail, decision.",
            discussion: """
                The file holds a whole response body as it came with HTTP 200, or an event stream; for Qwen, \
                DashScope's own form is recognised too. With --arguments it holds the decision text alone, what the \
                model put into the tool call. Any verdict is status 0.
                """
        )

        @Argument(help: "The file to read; '-' reads standard input.")
        var file: String

        @Option(help: "Whose protocol the body is in: deepseek or qwen. Needed unless --arguments is given.")
        var provider: String?

        @Option(help: "The symbol that the model was asked about, such as BTCUSDT.")
        var symbol: String

        @Option(help: "The market's price then, by which the reply's prices are judged, such as 65000.")
        var price: String

        @Option(help: "The question that was asked: entry (3 m) or direction (4 h).")
        var channel = "entry"

        @Flag(name: .customLong("json-mode"), help: "The model was asked for JSON text instead of a tool call.")
        var isJSONMode = false

        @Flag(help: "The file holds the decision text alone, without the provider's envelope.")
        var arguments = false

        func validate() throws {
            let providers = ReplyCheck.Provider.allCases.map(\.rawValue).joined(separator: " and ")
            if let provider, ReplyCheck.Provider(rawValue: provider) == nil {
                throw ValidationError("--provider was '\(provider.prefix(40))'; allowed are \(providers)")
            }
            if provider == nil, !arguments {
                throw ValidationError("name the body's protocol with --provider: \(providers); or give --arguments")
            }
            guard Channel(rawValue: channel) != nil else {
                throw ValidationError("--channel was '\(channel.prefix(40))'; allowed are entry and direction")
            }
            do throws(ValueError) {
                _ = try Symbol(symbol)
                _ = try Price(parsing: price)
            } catch {
                throw ValidationError("\(error)")
            }
        }

        func run() throws {
            let asked = try CommandFailure.reported { (try Symbol(symbol), try Price(parsing: price)) }
            let named = ReplyCheck.Provider(rawValue: provider ?? "") ?? .qwen
            let form: ReplyCheck.Form = arguments ? .arguments : isJSONMode ? .textBody(named) : .body(named)
            let check = ReplyCheck(
                try bytes(),
                as: form,
                symbol: asked.0,
                price: asked.1,
                channel: Channel(rawValue: channel) ?? .entry
            )
            print(check.json)
        }

        private func bytes() throws -> [UInt8] {
            let handle = file == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: file)
            // No reply is larger; one byte more tells that this one is.
            guard let handle, let data = try? handle.read(upToCount: ReplyCheck.mostBytes + 1) else {
                CommandFailure.say("\(file) cannot be read; name a file, or '-' for standard input")
                throw ExitCode(EX_NOINPUT)
            }
            return [UInt8](data)
        }
    }
}
