internal import ArgumentParser
internal import Operations
internal import Runtime

/// Recomputes the books.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Recompute an account's books from their entries: OK and the hash, or the first difference."
    )

    @Option(
        help: ArgumentHelp(
            "Give up every entry behind this row of damaged books, and go on from the last tick before it.",
            discussion: "A person's act: the file as it was is kept beside it, and who did it and why is written down."
        )
    )
    var repairTo: UInt64?

    @Option(help: "Why the books are repaired; needed with --repair-to.")
    var reason: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var options: ProcessOptions

    func run() async throws {
        do throws(ProcessFailure) {
            if let repairTo {
                guard let reason, !reason.isEmpty else {
                    throw ProcessFailure(.usage, "--repair-to needs --reason: it is kept on record")
                }
                print(try AccountDesk(options).repair(to: repairTo, reason: reason))
            }
            let check = try BooksCheck(options)
            print(json ? check.json : check.text)
            guard !check.isOK else { return }
        } catch {
            ProcessHost.fail("tandem verify", error)
        }
        throw ExitCode(ExitStatus.data.rawValue)
    }
}
