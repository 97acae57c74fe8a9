internal import Foundation

/// Where a run keeps its files and its sockets.
package struct RunPaths: Sendable {
    /// Books and logs of one account.
    package let data: String
    /// Sockets, locks and the halt file's sibling; 0700.
    package let run: String

    package init(data: String, run: String) {
        self.data = data
        self.run = run
    }

    /// The file whose presence halts trading when nothing else works.
    package var haltFile: String { "\(data)/HALT" }

    package func store(_ name: String) -> String { "\(data)/\(name).sqlite" }

    package func socket(_ role: Role, _ instance: String, _ channel: String) -> String {
        "\(run)/\(role.rawValue)-\(instance).\(channel)"
    }

    /// The Unix socket of the local simulator of both providers.
    package var simulatorSocket: String { "\(run)/llm-simulator.http" }

    /// Makes both folders; only their owner may enter the one with the sockets.
    /// - Throws: ``ProcessFailure`` that names the folder and the cause.
    package func make() throws(ProcessFailure) {
        for (path, mode) in [(data, 0o755), (run, 0o700)] {
            do {
                try FileManager.default.createDirectory(
                    atPath: path,
                    withIntermediateDirectories: true,
                    attributes: [.posixPermissions: mode]
                )
            } catch {
                throw ProcessFailure(
                    .cannotCreate,
                    "folder \(path) cannot be made or is not writable; choose others with --data-dir and --run-dir"
                )
            }
            guard FileManager.default.isWritableFile(atPath: path) else {
                throw ProcessFailure(.cannotCreate, "folder \(path) is not writable; mend its rights or choose another")
            }
        }
        try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: run)
    }
}

extension RunPaths {
    /// The first instance number after `number` that nobody holds, for a second process of a role.
    package func freeInstance(of role: Role, after number: Int) -> String {
        for candidate in (number + 1)..<1_000 where !FileManager.default.fileExists(atPath: lock(role, "\(candidate)"))
        {
            return "\(candidate)"
        }
        return "\(number)"
    }

    func lock(_ role: Role, _ instance: String) -> String { "\(run)/\(role.rawValue)-\(instance).lock" }
}
