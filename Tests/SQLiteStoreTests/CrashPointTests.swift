import Foundation
import Testing

/// A sample of the crash points that `Tests/peers/crash_points.py` goes through one by one; `TANDEM_CRASH_POINTS_EVERY=1`
/// takes them all.
struct CrashPointTests {
    private static let every = ProcessInfo.processInfo.environment["TANDEM_CRASH_POINTS_EVERY"] ?? "60"
    private static let peer = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "peers/crash_points.py")
    private static let script: URL = {
        let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "/"
        return URL(filePath: bundle).deletingLastPathComponent().appending(path: "LedgerScript")
    }()

    private static var canRun: Bool {
        ["/usr/bin/strace", "/usr/bin/python3", script.path].allSatisfy {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }

    @Test(.enabled(if: canRun), .timeLimit(.minutes(30)))
    func whateverCallIsTheLastTheBooksAreAnExactPrefixAndGoOn() throws {
        let folder = try TemporaryFolder()
        let peer = Process()
        peer.executableURL = URL(filePath: "/usr/bin/python3")
        peer.arguments = [Self.peer.path, Self.script.path, "--every", Self.every]
        _ = FileManager.default.createFile(atPath: folder.file("said"), contents: nil)
        peer.standardOutput = FileHandle(forWritingAtPath: folder.file("said"))
        peer.standardError = peer.standardOutput
        try peer.run()
        peer.waitUntilExit()
        let said = try String(contentsOfFile: folder.file("said"), encoding: .utf8)
        #expect(peer.terminationStatus == 0, "\(said)")
        #expect(said.contains(" 0 problems"), "\(said)")
        if Self.every == "1" { print(said) }
    }
}
