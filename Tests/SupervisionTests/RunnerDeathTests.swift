import Foundation
import Glibc
import Supervision
import Testing

/// The built executable `tandem`, killed in the ways that leave orphans behind under other runners.
@Suite(.timeLimit(.minutes(1)), .enabled(if: TandemExecutable.path != nil, "tandem is not built"))
struct RunnerDeathTests {
    /// A folder with `tandem`, two processes to keep, and a Procfile; and `tandem up` at work in it.
    private final class Running {
        let folder = TemporaryFolder()
        let process = Process()
        let client: ControlClient

        init() throws {
            let tandem = try #require(TandemExecutable.path)
            // A copy costs up to a second; a link needs both on one file system.
            if link(tandem, "\(folder.path)/tandem") != 0 {
                try FileManager.default.copyItem(atPath: tandem, toPath: "\(folder.path)/tandem")
            }
            for name in ["data-feeder", "risk-gate"] {
                let script = "#!/bin/sh\ntrap 'exit 0' TERM\nprintf RP >&3\nwhile :; do sleep 0.05; done\n"
                folder.write(script, to: name, mode: 0o700)
            }
            folder.write(
                "data-feeder: exec ./tandem keep data-feeder\nrisk-gate: exec ./tandem keep risk-gate\n",
                to: "Procfile"
            )
            client = ControlClient(directory: RunDirectory(path: "\(folder.path)/run/default"))
            process.executableURL = URL(fileURLWithPath: "\(folder.path)/tandem")
            process.arguments = ["up"]
            process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
        }

        /// Pids of both supervisors and of what they keep, once all of it runs.
        func pids() throws -> (keeps: [Int32], kept: [Int32]) {
            try #require(
                eventually(within: .seconds(20)) {
                    let replies = self.client.statuses()
                    let kept = replies.flatMap(\.instances).filter { $0.state == .running }.compactMap(\.pid)
                    return kept.count == 2 ? (replies.map(\.supervisor), kept) : nil
                }
            )
        }

        func end() -> Bool {
            process.terminate()
            process.waitUntilExit()
            return process.terminationStatus == 0 && process.terminationReason == .exit
        }
    }

    private func allEnd(_ pids: [Int32]) -> Bool {
        eventually { pids.contains(where: isAlive) ? nil : true } ?? false
    }

    @Test func aKilledRunnerTakesEverythingWithIt() throws {
        let up = try Running()
        let pids = try up.pids()

        kill(up.process.processIdentifier, SIGKILL)

        #expect(allEnd(pids.keeps + pids.kept))
        #expect(up.client.directory.names().isEmpty, "no socket is left")
    }

    @Test func aKilledSupervisorTakesItsProcessWithItAndIsReplaced() throws {
        let up = try Running()
        let pids = try up.pids()

        kill(pids.keeps[0], SIGKILL)

        #expect(allEnd([pids.keeps[0], pids.kept[0]]))
        let later = try up.pids()
        #expect(later.keeps[0] != pids.keeps[0])
        #expect(later.kept[1] == pids.kept[1], "its neighbour never noticed")
        #expect(up.end())
        #expect(allEnd(later.keeps + later.kept))
    }

    @Test func aSignalEndsAllWithStatusZero() throws {
        let up = try Running()
        let pids = try up.pids()

        #expect(up.end())

        #expect(!(pids.keeps + pids.kept).contains(where: isAlive))
        #expect(up.client.directory.names().isEmpty)
    }
}

/// Where the build puts `tandem`: beside the bundle of these tests.
enum TandemExecutable {
    static let path: String? = {
        let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path
        let path = "\(folder)/tandem"
        return access(path, X_OK) == 0 ? path : nil
    }()
}
