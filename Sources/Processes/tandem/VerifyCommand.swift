internal import ArgumentParser
internal import Operations
internal import Runtime

/// Recomputes the books.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Recompute an account's books from their entries: OK and the hash, or the first difference."
    )

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var options: ProcessOptions

    func run() async throws {
        do throws(ProcessFailure) {
            let check = try BooksCheck(options)
            print(json ? check.json : check.text)
            guard !check.isOK else { return }
        } catch {
            ProcessHost.fail("tandem verify", error)
        }
        throw ExitCode(ExitStatus.data.rawValue)
    }
}
