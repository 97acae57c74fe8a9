import Glibc
import Supervision
import Testing

/// The control socket, and the folder it lies in.
@Suite(.timeLimit(.minutes(1))) struct ControlTests {
    private static let script = "printf RP >&3; exec sleep 1000"

    @Test func aSecondSupervisorIsRefusedByPid() throws {
        let first = try RunningKeep(Self.script)
        _ = try #require(first.wait(for: .running))
        let settings = KeepSettings(
            name: first.name,
            role: "data-feeder",
            executable: "/bin/sh",
            arguments: [],
            environment: [:],
            runDirectory: first.client.directory,
            haltFile: HaltFile(path: "\(first.folder.path)/HALT")
        )

        #expect(throws: SupervisionError.alreadyKept(name: "data-feeder", pid: getpid())) { try Keep(settings) }

        #expect(first.status?.state == .running, "the first is not disturbed")
        #expect(first.stop())
    }

    @Test func aLeftOverSocketIsPassedOverAndReplaced() throws {
        let folder = TemporaryFolder()
        let directory = RunDirectory(path: folder.path)
        let name = try SupervisedName("monitor")
        let path = try directory.socketPath(of: name)
        leaveSocket(at: path)
        let client = ControlClient(directory: directory)

        #expect(directory.names() == [name])
        #expect(client.statuses().isEmpty)
        #expect(throws: SupervisionError.notRunning(name: "monitor", directory: folder.path, running: [])) {
            try client.ask(name, ControlRequest(.status))
        }
        let settings = KeepSettings(
            name: name,
            role: "monitor",
            executable: "/bin/sh",
            arguments: [],
            environment: [:],
            runDirectory: directory,
            haltFile: HaltFile(path: "\(folder.path)/HALT")
        )
        #expect(throws: Never.self) { _ = try Keep(settings) }
    }

    @Test func aCountThatTheRoleDoesNotAllowIsRefused() throws {
        let folder = TemporaryFolder()
        let settings = KeepSettings(
            name: try SupervisedName("risk-gate"),
            role: "risk-gate",
            executable: "/bin/sh",
            arguments: [],
            environment: [:],
            runDirectory: RunDirectory(path: folder.path),
            haltFile: HaltFile(path: "\(folder.path)/HALT"),
            count: 2
        )

        #expect(throws: SupervisionError.badCount(role: "risk-gate", .exclusive(count: 2))) { try Keep(settings) }
    }

    @Test func whatIsNoSocketIsNeverRemoved() throws {
        let folder = TemporaryFolder()
        folder.write("precious", to: "keep-monitor.control")
        let name = try SupervisedName("monitor")
        let settings = KeepSettings(
            name: name,
            role: "monitor",
            executable: "/bin/sh",
            arguments: [],
            environment: [:],
            runDirectory: RunDirectory(path: folder.path),
            haltFile: HaltFile(path: "\(folder.path)/HALT")
        )

        #expect(throws: SupervisionError.notASocket(path: "\(folder.path)/keep-monitor.control")) { try Keep(settings) }
        #expect(folder.read("keep-monitor.control") == "precious")
    }

    @Test func aFolderOpenToOthersIsRefusedAndLeftAsItIs() {
        let folder = TemporaryFolder()
        chmod(folder.path, 0o755)

        #expect(throws: SupervisionError.openToOthers(path: folder.path, mode: "0755")) {
            try RunDirectory(path: folder.path).prepare()
        }
        var info = stat()
        stat(folder.path, &info)
        #expect(info.st_mode & 0o777 == 0o755)
    }

    @Test func missingFoldersAreMade() throws {
        let folder = TemporaryFolder()
        try RunDirectory(path: "\(folder.path)/run/default//").prepare()
        var info = stat()
        stat("\(folder.path)/run/default", &info)
        #expect(info.st_mode & 0o777 == 0o700)
    }

    @Test func aPathTooLongForASocketIsRefused() throws {
        let long = "/tmp/" + String(repeating: "a", count: 85)
        let name = try SupervisedName("monitor")
        let socket = "\(long)/keep-monitor.control"

        #expect(throws: SupervisionError.pathTooLong(path: socket, limit: 107)) {
            try RunDirectory(path: long).socketPath(of: name)
        }
        #expect(try RunDirectory(path: String(long.dropLast(4))).socketPath(of: name).utf8.count == 107)
    }

    @Test(arguments: ["", "Monitor", "a b", "../x", "-a", "9a", "a/b", "é", String(repeating: "a", count: 41)])
    func badNamesAreRefused(text: String) {
        #expect(throws: SupervisionError.badName(text)) { try SupervisedName(text) }
    }

    @Test(arguments: ["", ".", "..", ".x", "-a", "a/b", "a b", "é", "a\n", String(repeating: "a", count: 42)])
    func badAccountsAreRefused(text: String) {
        #expect(throws: SupervisionError.badAccount(text)) { try RunDirectory(account: text) }
    }

    @Test func noiseOnTheSocketHarmsNothing() throws {
        let keep = try RunningKeep(Self.script)
        let pid = try #require(keep.wait(for: .running)?.pid)
        let path = try keep.client.directory.socketPath(of: keep.name)
        for noise in ["\n", "{}\n", "{\"command\":\"explode\"}\n", "no line", String(repeating: "x", count: 70_000)] {
            let descriptor = connectedSocket(to: path)
            #expect(descriptor >= 0)
            _ = send(descriptor, noise, noise.utf8.count, Int32(MSG_NOSIGNAL))
            close(descriptor)
        }
        // Until then some of the noise is still being read, and holds a place.
        usleep(300_000)
        var silent: [Int32] = []
        while silent.count < 400, keep.status != nil { silent += (0..<20).map { _ in connectedSocket(to: path) } }
        #expect(silent.count < 400, "there is a limit to connections")
        #expect(eventually { keep.status }?.pid == pid, "silent connections are closed after a while")
        silent.forEach { close($0) }
        #expect(keep.stop())
    }

    private func address(_ path: String) -> sockaddr_un {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return address
    }

    private func connectedSocket(to path: String) -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = address(path)
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        return result == 0 ? descriptor : -1
    }

    /// A socket whose owner has gone, as after SIGKILL.
    private func leaveSocket(at path: String) {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = address(path)
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
        }
        listen(descriptor, 1)
        close(descriptor)
    }
}
