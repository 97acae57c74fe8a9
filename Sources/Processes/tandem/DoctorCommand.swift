internal import ArgumentParser
internal import Operations
internal import Runtime

/// Says what is missing.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check this machine, the settings and the account: what is wrong, and what to type."
    )

    @OptionGroup var options: ProcessOptions

    func run() async throws {
        let findings = Doctor(options).findings
        for finding in findings { print(finding.line) }
        if findings.contains(where: { !$0.isFine }) { throw ExitCode(1) }
    }
}
