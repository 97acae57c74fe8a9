internal import ArgumentParser
internal import Supervision

struct PsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "ps", abstract: "List what is kept running.")

    @OptionGroup
    var options: SupervisorOptions

    @Flag(help: "Print one line of JSON.")
    var json = false

    func run() throws {
        try CommandFailure.reported {
            let client = try options.client()
            let replies = client.statuses()
            let table = ProcessTable(replies)
            if json {
                print(table.json)
            } else if replies.isEmpty {
                print("nothing is kept running in \(client.directory.path); start it with 'tandem up'")
            } else {
                print(table.text)
            }
        }
    }
}
