import Foundation
import Glibc
import Supervision
import Testing

/// The supervisor with real processes.
@Suite(.timeLimit(.minutes(1))) struct KeepTests {
    /// Says that it is ready and has made progress, then waits to be ended.
    private static let steady = "printf RP >&3; exec sleep 1000"

    @Test func aKilledProcessIsBackWithinASecond() throws {
        let keep = try RunningKeep(Self.steady)
        var pid = try #require(keep.wait(for: .running)?.pid)
        for restarts in 1...5 {
            kill(pid, SIGKILL)
            let killedAt = ContinuousClock.now
            let status = try #require(keep.wait(for: .running, butNot: pid))
            #expect(ContinuousClock.now - killedAt < .seconds(1))
            #expect(status.restarts == restarts)
            #expect(status.lastExit == "signal 9 (KILL)")
            pid = try #require(status.pid)
        }
        #expect(keep.stop())
        #expect(!isAlive(pid))
    }

    @Test func aStopLeavesNothingBehind() throws {
        let keep = try RunningKeep(Self.steady)
        let pid = try #require(keep.wait(for: .running)?.pid)

        keep.send(SIGINT)
        #expect(keep.stop(), "a second signal is harmless")

        #expect(!isAlive(pid))
        #expect(RunDirectory(path: "\(keep.folder.path)/run").names().isEmpty)
    }

    @Test func aProcessThatIgnoresTheSignalIsKilled() throws {
        let limits = KeepLimits(stopLimit: .milliseconds(200))
        let keep = try RunningKeep("trap '' TERM; printf RP >&3; while :; do sleep 0.1; done", limits: limits)
        let pid = try #require(keep.wait(for: .running)?.pid)

        #expect(keep.stop())

        #expect(!isAlive(pid))
    }

    @Test func aProcessThatIsStoppedBySignalStillEndsInOrder() throws {
        let keep = try RunningKeep(
            "trap 'echo in order > $1/end; exit 0' TERM; printf RP >&3; while :; do sleep 0.05; done"
        )
        let pid = try #require(keep.wait(for: .running)?.pid)
        kill(pid, SIGSTOP)

        #expect(keep.stop())

        #expect(keep.folder.read("end") == "in order\n")
    }

    @Test func aCrashLoopHaltsTradingAndShowsWhy() throws {
        let keep = try RunningKeep("echo 'config/feed.yaml: no key speed' >&2; exit 78", limits: .hasty)

        let status = try #require(keep.wait(for: .failed))

        #expect(status.lastExit == "exit 78 (wrong configuration)")
        #expect(status.lastWords == "config/feed.yaml: no key speed")
        #expect(status.restarts == 2)
        let line = try #require(keep.folder.read("data/HALT"))
        #expect(line.hasPrefix("data-feeder 20"))
        #expect(line.hasSuffix("Z exit 78 (wrong configuration): config/feed.yaml: no key speed\n"))
        #expect(!keep.isOver, "the supervisor stays, or a runner would end all")
        #expect(keep.stop())
    }

    @Test func aMonitorThatCrashesHaltsNothing() throws {
        let keep = try RunningKeep("exit 1", role: "monitor", limits: .hasty)

        #expect(keep.wait(for: .failed) != nil)

        #expect(keep.folder.read("data/HALT") == nil)
        #expect(keep.stop())
    }

    @Test func aFailedProcessIsStartedAgainOnRequest() throws {
        let keep = try RunningKeep("[ -e $1/fixed ] || exit 1; \(Self.steady)", limits: .hasty)
        _ = try #require(keep.wait(for: .failed))
        keep.folder.write("", to: "fixed")

        let result = try keep.client.perform(keep.name, ControlRequest(.restart), within: .seconds(10))

        #expect(result.failure == nil)
        #expect(result.reply.instances.first?.state == .running)
        #expect(keep.stop())
    }

    @Test func anAgentIsSwappedWithoutAGap() throws {
        let keep = try RunningKeep("echo $* >> $1/starts; sleep 0.2; \(Self.steady)", role: "qwen-agent")
        let old = try #require(keep.wait(for: .running)?.pid)

        let swap = ControlRequest(.swap, arguments: ["--model", "m"])
        let begun = try keep.client.ask(keep.name, swap)
        #expect(begun.instances.first?.state == .swapping)
        #expect(begun.instances.first?.pid == old)
        #expect(isAlive(old), "the old one works until the new one can")
        let status = try #require(keep.wait(for: .running, butNot: old))

        #expect(status.instance == 2)
        #expect(status.operation?.failure == nil)
        #expect(eventually { isAlive(old) ? nil : true } == true)
        let path = keep.folder.path
        #expect(
            keep.folder.read("starts")
                == "\(path) --instance 1\n\(path) --model m --instance 2 --take-over\n"
        )
        #expect(keep.stop())
    }

    @Test func aSwapThatFailsSaysWhyAndChangesNothing() throws {
        let keep = try RunningKeep(
            "case \"$*\" in *take-over*) echo no such model >&2; exit 78;; esac; \(Self.steady)",
            role: "qwen-agent"
        )
        let old = try #require(keep.wait(for: .running)?.pid)

        let result = try keep.client.perform(keep.name, ControlRequest(.swap), within: .seconds(10))

        let cause = "the new process ended before it was ready: exit 78 (wrong configuration): no such model"
        #expect(result.failure == cause)
        #expect(result.reply.instances.first?.pid == old)
        #expect(isAlive(old))
        #expect(keep.stop())
    }

    @Test func aSignalSwapsToo() throws {
        let keep = try RunningKeep(Self.steady)
        let old = try #require(keep.wait(for: .running)?.pid)

        keep.send(SIGUSR1)

        #expect(keep.wait(for: .running, butNot: old) != nil)
        #expect(keep.stop())
    }

    @Test func workersShareTheSymbols() throws {
        let keep = try RunningKeep("echo $2 $3 $4 $5 >> $1/starts; \(Self.steady)", role: "feature-worker")
        _ = try #require(keep.wait(for: .running))

        let result = try keep.client.perform(keep.name, ControlRequest(.scale, count: 2), within: .seconds(5))
        #expect(result.failure == nil)
        let starts = eventually { () -> [Substring]? in
            let lines = keep.folder.read("starts")?.split(separator: "\n") ?? []
            return lines.count == 3 ? lines : nil
        }

        #expect(starts?.first == "--instance 1")
        #expect(starts?.dropFirst().sorted() == ["--instance 1 --shard 0/2", "--instance 2 --shard 1/2"])
        let refused = try keep.client.ask(keep.name, ControlRequest(.scale, count: 65))
        #expect(refused.refusal == "65 instances asked; allowed are 0 to 64")
        #expect(keep.stop())
    }

    @Test func aProcessSeesItsSupervisorAndNoSecret() throws {
        // A descriptor that this process forgot to close on exec.
        let leaked = fcntl(STDERR_FILENO, F_DUPFD, 200)
        defer { close(leaked) }
        let keep = try RunningKeep(
            "env > $1/env.part; ls -l /proc/self/fd > $1/fds; mv $1/env.part $1/env; \(Self.steady)",
            environment: ["PATH": "/usr/bin:/bin", "CANARY": "secret", "TANDEM_X": "y"]
        )
        _ = try #require(keep.wait(for: .running))

        let variables = try #require(keep.folder.read("env"))
        #expect(!variables.contains("CANARY"))
        #expect(variables.contains("TANDEM_X=y\n"))
        #expect(variables.contains("TANDEM_NOTIFY_FD=3\n"))
        #expect(variables.contains("TANDEM_PARENT_PID=\(getpid())\n"))
        let open = keep.folder.read("fds")?.split(separator: "\n").compactMap { line in
            line.split(separator: " ").dropLast(2).last.flatMap { Int($0) }
        }
        // 4 is the folder that `ls` reads.
        #expect(open?.allSatisfy { $0 <= 4 } == true, "\(open ?? [])")
        #expect(keep.stop())
    }

    @Test func aProcessThatFinishesIsNotStartedAgain() throws {
        let keep = try RunningKeep("exit 0")

        let status = try #require(keep.wait(for: .finished))

        #expect(status.restarts == 0)
        #expect(!keep.isOver)
        #expect(keep.stop())
    }
}

extension KeepLimits {
    /// A crash loop is over at once.
    static let hasty = KeepLimits(backOff: [.zero], cautiousBackOff: .zero)
}
