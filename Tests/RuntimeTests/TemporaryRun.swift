import Foundation
import Logging
import ZeroMQBus

@testable import Runtime

/// A run in a fresh folder of its own, short enough for socket paths; it is gone afterwards.
struct TemporaryRun: Sendable {
    let folder: String

    init() throws {
        var template = Array("/tmp/tandem-rt-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw POSIXError(.EACCES) }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    var paths: RunPaths { RunPaths(data: "\(folder)/data", run: "\(folder)/run") }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    func write(_ text: String, to name: String) throws -> String {
        let path = "\(folder)/\(name)"
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    /// What a process of this run has, as its host would make it.
    func context(_ role: Role, _ loop: BusLoop, epoch: UInt64 = 1) throws -> ProcessContext {
        var options = ProcessOptions()
        options.account = "test"
        options.config = nil
        options.overrides = []
        options.instance = "1"
        options.dataDirectory = "\(folder)/data"
        options.runDirectory = "\(folder)/run"
        return ProcessContext(
            role: role,
            options: options,
            settings: try Settings(file: nil, environment: [:], overrides: []),
            epoch: epoch,
            loop: loop,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            notifier: nil
        )
    }
}

/// Runs `body` on a bus loop with a run of its own.
func withTemporaryRun<R: Sendable>(
    _ body: @concurrent @Sendable (TemporaryRun, BusLoop) async throws -> R
) async throws -> R {
    let run = try TemporaryRun()
    defer { run.remove() }
    try run.paths.make()
    return try await BusLoop.run(name: "test-bus") { loop in try await body(run, loop) }
}
