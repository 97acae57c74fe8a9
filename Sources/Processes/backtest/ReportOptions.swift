internal import ArgumentParser
internal import Foundation
internal import Runtime

/// What to write about a run.
struct ReportOptions: ParsableArguments {
    @Option(help: "Write the report there: one HTML file that needs no network. Runs the baselines too.")
    var report: String?

    @Option(help: "Write CSV files and summary.json into this folder. Runs the baselines too.")
    var export: String?

    var isAsked: Bool { report != nil || export != nil }

    /// Makes the folders, before hours of work end at a path that cannot be written.
    /// - Throws: ``ProcessFailure``.
    func prepare() throws(ProcessFailure) {
        for folder in [export, report.map { URL(filePath: $0).deletingLastPathComponent().path }] {
            guard let folder else { continue }
            try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            guard FileManager.default.isWritableFile(atPath: folder) else {
                throw ProcessFailure(.cannotCreate, "folder \(folder) cannot be made or is not writable; name another")
            }
        }
    }
}
