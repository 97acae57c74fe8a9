import Foundation
import Testing

@testable import Runtime

struct RunPathsTests {
    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require((attributes[.posixPermissions] as? NSNumber)?.intValue)
    }

    private func failure(_ paths: RunPaths) -> ProcessFailure? {
        do throws(ProcessFailure) {
            try paths.make()
            return nil
        } catch {
            return error
        }
    }

    @Test func onlyTheOwnerMayEnterTheFolderOfTheSockets() throws {
        let run = try TemporaryRun()
        defer { run.remove() }
        let paths = RunPaths(data: "\(run.folder)/a/data", run: "\(run.folder)/b/c/run")
        for _ in 0..<2 { #expect(failure(paths) == nil) }
        #expect(try mode(paths.run) == 0o700)
    }

    @Test func aFolderOpenToOthersIsRefusedAndLeftAsItIs() throws {
        let run = try TemporaryRun()
        defer { run.remove() }
        try FileManager.default.createDirectory(
            atPath: "\(run.folder)/run",
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o755]
        )
        let refusal = try #require(failure(run.paths))
        #expect(refusal.status == .cannotCreate)
        #expect(refusal.description.contains("mode 0755") && refusal.description.contains("--run-dir"), "\(refusal)")
        #expect(try mode("\(run.folder)/run") == 0o755)
    }

    @Test func aFolderThatCannotBeMadeIsNamedWithItsOption() throws {
        let run = try TemporaryRun()
        defer { run.remove() }
        let file = try run.write("", to: "file")
        for (paths, option) in [
            (RunPaths(data: "\(file)/data", run: "\(run.folder)/run"), "--data-dir"),
            (RunPaths(data: "\(run.folder)/data", run: file), "--run-dir"),
            (RunPaths(data: "/proc/tandem", run: "\(run.folder)/run"), "--data-dir"),
        ] {
            let refusal = try #require(failure(paths))
            #expect(refusal.status == .cannotCreate)
            #expect(refusal.description.contains(option), "\(refusal)")
        }
    }
}
