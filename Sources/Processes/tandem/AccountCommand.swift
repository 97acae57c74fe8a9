internal import ArgumentParser
internal import Operations
internal import Runtime

/// Accounts, side by side.
struct AccountCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account",
        abstract: "Make, list, show and export accounts, and move money in and out; their broker must be stopped.",
        subcommands: [
            AccountListCommand.self, AccountNewCommand.self, AccountShowCommand.self, AccountExportCommand.self,
            AccountDepositCommand.self, AccountWithdrawCommand.self,
        ]
    )

    /// Prints what comes of it, or one line on standard error and the exit status.
    static func tell(_ body: () throws(ProcessFailure) -> String) {
        do throws(ProcessFailure) { print(try body()) } catch { ProcessHost.fail("tandem account", error) }
    }
}

struct AccountListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The accounts of the data folder, each verified."
    )

    @OptionGroup var options: ProcessOptions

    func run() { AccountCommand.tell { () throws(ProcessFailure) in AccountDesk(options).list() } }
}

struct AccountNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Make the account named by --account; its initial equity never changes."
    )

    @Option(help: "In USDT. (default: the setting broker.initial_equity)")
    var initialEquity: String?

    @OptionGroup var options: ProcessOptions

    func run() {
        AccountCommand.tell { () throws(ProcessFailure) in try AccountDesk(options).make(equity: initialEquity) }
    }
}

struct AccountShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Money, positions, waiting orders and repairs of an account, after verifying it."
    )

    @OptionGroup var options: ProcessOptions

    func run() { AccountCommand.tell { () throws(ProcessFailure) in try AccountDesk(options).show() } }
}

struct AccountExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write trades, orders, ledger, equity and each model's profit as CSV and JSON."
    )

    @Option(name: .shortAndLong, help: "The folder that the ten files go to; it is made.")
    var output: String

    @OptionGroup var options: ProcessOptions

    func run() { AccountCommand.tell { () throws(ProcessFailure) in try AccountDesk(options).export(to: output) } }
}

struct AccountDepositCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deposit",
        abstract: "Put money into an account, as an entry of its ledger; it counts as no profit."
    )

    @Argument(help: "In USDT, above zero.")
    var amount: String

    @Option(help: "Why; it is kept in the ledger.")
    var note = "deposit"

    @OptionGroup var options: ProcessOptions

    func run() {
        AccountCommand.tell { () throws(ProcessFailure) in
            try AccountDesk(options).transfer(amount, isOut: false, note: note)
        }
    }
}

struct AccountWithdrawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Take money out that is free of margin and open losses."
    )

    @Argument(help: "In USDT, above zero.")
    var amount: String

    @Option(help: "Why; it is kept in the ledger.")
    var note = "withdrawal"

    @OptionGroup var options: ProcessOptions

    func run() {
        AccountCommand.tell { () throws(ProcessFailure) in
            try AccountDesk(options).transfer(amount, isOut: true, note: note)
        }
    }
}
