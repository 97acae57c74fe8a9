import Foundation
import Glibc
import Supervision
import Testing

/// `tandem up`, with a pipe in place of the terminal.
@Suite(.timeLimit(.minutes(1))) struct ProcfileRunnerTests {
    /// Runs a Procfile on a thread of its own.
    private final class Running: @unchecked Sendable {
        let folder = TemporaryFolder()
        private let signals: Int32
        private let done = DispatchSemaphore(value: 0)
        private nonisolated(unsafe) var succeeded = false

        init(_ text: String, extraArguments: [String] = [], isColoured: Bool = false) throws {
            let procfile = try Procfile(parsing: text.replacing("DIR", with: folder.path))
            // A signal may be sent to a runner that has just returned.
            signal(SIGPIPE, SIG_IGN)
            var ends: [Int32] = [0, 0]
            guard pipe(&ends) == 0 else { throw POSIXError(.EMFILE) }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
            signals = ends[1]
            let reader = ends[0]
            let log = open("\(folder.path)/log", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
            nonisolated(unsafe) let runner = ProcfileRunner(
                entries: procfile.entries,
                extraArguments: extraArguments,
                environment: ["PATH": "/usr/bin:/bin"],
                ownExecutable: "/bin/echo",
                isColoured: isColoured,
                output: log
            )
            Thread.detachNewThread { [self] in
                // Ordered before the read in `wait()` by the semaphore.
                succeeded = runner.run(signals: reader)
                close(reader)
                close(log)
                done.signal()
            }
        }

        var log: String { folder.read("log") ?? "" }

        func send(_ signal: Int32) {
            var byte = UInt8(signal)
            write(signals, &byte, 1)
        }

        func wait() -> Bool? {
            guard done.wait(timeout: .now() + 20) == .success else { return nil }
            close(signals)
            return succeeded
        }
    }

    @Test func mergesLinesUnderTheirNames() throws {
        let up = try Running(
            "one: sh -c 'echo out; echo err >&2; printf cut'\nlonger-name: exec .build/release/tandem keep x",
            extraArguments: ["--account", "a"]
        )

        #expect(up.wait() == true)

        let lines = up.log.split(separator: "\n").sorted()
        #expect(lines.contains("one         | out"))
        #expect(lines.contains("one         | err"))
        #expect(lines.contains("one         | cut"))
        #expect(lines.contains("longer-name | keep x --account a"), "a command named tandem is the one that runs")
        #expect(lines.contains("tandem      | one has ended (exit 0); the others go on"))
    }

    @Test func coloursAreForTerminals() {
        let plain = PrefixStyle(names: ["a", "bcd"], isColoured: false)
        let coloured = PrefixStyle(names: ["a", "bcd"], isColoured: true)

        #expect(plain.prefix("a", index: 0) == "a   | ")
        #expect(coloured.prefix("bcd", index: 1) == "\u{1B}[33mbcd | \u{1B}[0m")
        #expect(coloured.prefix("a", index: 10) == coloured.prefix("a", index: 0))
    }

    @Test func oneSignalEndsAllInOrder() throws {
        let loop = "while :; do sleep 0.05; done"
        let up = try Running(
            """
            kind: sh -c 'trap "echo thanks; exit 0" TERM; echo up; \(loop)'
            plain: sleep 1000
            """
        )
        #expect(eventually { up.log.contains("up\n") ? true : nil } == true)

        up.send(SIGINT)
        up.send(SIGTERM)

        #expect(up.wait() == true)
        #expect(up.log.components(separatedBy: "thanks").count == 2, "each is told once: \(up.log)")
        #expect(up.log.hasSuffix("tandem | all processes have ended\n"))
    }

    @Test func anEntryThatFailsLeavesTheOthersAlone() throws {
        let up = try Running("bad: sh -c 'exit 3'\nnone: /nowhere/x\ngood: sh -c 'sleep 0.3; echo still here'")

        #expect(up.wait() == false)

        #expect(up.log.contains("tandem | bad has ended (exit 3); the others go on\n"))
        #expect(up.log.contains("tandem | none was not started: /nowhere/x: No such file or directory\n"))
        #expect(up.log.contains("good   | still here\n"))
    }

    @Test func anEntryThatIsKilledIsStartedAgain() throws {
        let up = try Running("a: sh -c 'echo $$ >> DIR/pids; exec sleep 1000'")
        let pids = { up.folder.read("pids")?.split(separator: "\n").compactMap { Int32($0) } ?? [] }
        let first = try #require(eventually { pids().first })

        kill(first, SIGKILL)

        let second = try #require(eventually { pids().dropFirst().first })
        #expect(isAlive(second))
        #expect(up.log.contains("a was killed (signal 9 (KILL)), starting it again"))
        up.send(SIGTERM)
        #expect(up.wait() == true)
    }
}
