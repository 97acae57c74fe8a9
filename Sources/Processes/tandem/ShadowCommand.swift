internal import ArgumentParser
internal import Operations
internal import Runtime

/// What else could have been done.
struct ShadowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shadow",
        abstract: "The account beside what each model alone, the rules alone, and holding would have earned.",
        discussion: """
            Made of the run's own market log and of the answers that the models gave in it: nothing is asked and nothing \
            paid. The accounts see the same cycles, costs and limits; what a person halted is halted in the real one only. \
            The page shows the same, unless monitor.shadow_books is false.
            """
    )

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var options: ProcessOptions

    func run() async throws {
        await ProcessHost.attach(.monitor, options) { context in
            print(try await ShadowDesk.compare(isJSON: json, context))
        }
    }
}
