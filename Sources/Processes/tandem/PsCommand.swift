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
            let (replies, silent) = client.survey()
            let table = ProcessTable(replies)
            if json {
                print(table.json)
            } else if replies.isEmpty && silent.isEmpty {
                print("nothing is kept running in \(client.directory.path); start it with 'tandem up'")
            } else {
                print(table.text)
            }
            for supervisor in silent {
                CommandFailure.say("the supervisor of \(supervisor.name), pid \(supervisor.pid), does not answer")
            }
            if !silent.isEmpty { throw ExitCode(1) }
        }
    }
}
