internal import ArgumentParser
internal import Supervision

struct ScaleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scale",
        abstract: "Keep N instances of a process: 'tandem scale feature-worker=2'."
    )

    @Argument(help: "NAME=N.", transform: ScaleTarget.init(parsing:))
    var target: ScaleTarget

    @OptionGroup
    var options: SupervisorOptions

    func run() throws {
        let request = ControlRequest(.scale, count: target.count)
        let unit = target.count == 1 ? "instance" : "instances"
        try options.perform(target.name, request, within: .seconds(15), done: "has \(target.count) \(unit)")
    }
}

/// `NAME=N`.
struct ScaleTarget {
    let name: String
    let count: Int

    init(parsing text: String) throws {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, let count = Int(parts[1]) else {
            throw ValidationError("'\(text)' is no target; write NAME=N, such as feature-worker=2")
        }
        (name, self.count) = (String(parts[0]), count)
    }
}
