import Foundation
import Glibc
import Logging
import Supervision
import Synchronization

/// A supervisor on a thread of its own in this process, with a shell script as the process it keeps.
final class RunningKeep: @unchecked Sendable {
    let folder = TemporaryFolder()
    let client: ControlClient
    let name: SupervisedName
    /// Where the test writes signal numbers, in place of the kernel.
    private let signals: Int32
    private let hasReturned = Atomic(false)

    /// - Parameters:
    ///   - script: what `/bin/sh` runs; `$0` is followed by the supervisor's arguments.
    ///   - role: decides what a swap means.
    ///   - limits: how long to wait.
    ///   - environment: what the supervisor has.
    /// - Throws: what the supervisor throws when it cannot begin.
    init(
        _ script: String,
        role: String = "data-feeder",
        limits: KeepLimits = .standard,
        environment: [String: String] = ["PATH": "/usr/bin:/bin"]
    ) throws {
        folder.write("#!/bin/sh\n\(script)\n", to: "process", mode: 0o700)
        let run = RunDirectory(path: "\(folder.path)/run")
        client = ControlClient(directory: run)
        name = try SupervisedName(role)
        let settings = KeepSettings(
            name: name,
            role: role,
            executable: "\(folder.path)/process",
            arguments: [folder.path],
            environment: environment,
            runDirectory: run,
            haltFile: HaltFile(path: "\(folder.path)/data/HALT"),
            limits: limits,
            endsWithParent: false
        )
        // A signal may be sent to a supervisor that has just returned.
        signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw POSIXError(.EMFILE) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        signals = ends[1]
        let reader = ends[0]
        // Made here so that a refusal reaches the test; from then on only its thread touches it.
        nonisolated(unsafe) let keep = try Keep(
            settings,
            logger: Logger(label: "keep") { _ in SwiftLogNoOpLogHandler() }
        )
        Thread.detachNewThread { [self] in
            keep.run(signals: reader)
            close(reader)
            hasReturned.store(true, ordering: .sequentiallyConsistent)
        }
    }

    deinit {
        close(signals)
    }

    var isOver: Bool { hasReturned.load(ordering: .sequentiallyConsistent) }

    func send(_ signal: Int32) {
        var byte = UInt8(signal)
        write(signals, &byte, 1)
    }

    /// Stops the supervisor and waits until it has returned.
    func stop() -> Bool {
        send(SIGTERM)
        return eventually { self.isOver ? true : nil } ?? false
    }

    var status: InstanceStatus? { (try? client.ask(name, ControlRequest(.status)))?.instances.first }

    /// The state of the first instance, once it is `wanted`.
    func wait(for wanted: InstanceState, butNot pid: Int32? = nil) -> InstanceStatus? {
        eventually {
            guard let status = self.status, status.state == wanted, status.pid != pid || pid == nil else { return nil }
            return status
        }
    }
}
