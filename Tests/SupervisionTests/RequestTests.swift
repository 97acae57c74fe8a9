import Supervision
import Testing

/// What a supervisor does when a person asks: restart, stop, swap.
@Suite struct RequestTests {
    /// A policy whose process is ready, and the start of that process.
    private func running(overlaps: Bool) throws -> (InstancePolicy, Launch) {
        var policy = InstancePolicy(position: 1, instance: 1, overlaps: overlaps, limits: .standard)
        let launch = try #require(policy.begin(at: .at(0)).launches.first)
        _ = policy.handle(.started(pid: 100), of: launch.id, at: .at(1))
        _ = policy.handle(.becameReady, of: launch.id, at: .at(50))
        return (policy, launch)
    }

    @Test func aSwapEndsTheOldProcessOnlyWhenTheNewOneIsReady() throws {
        var (policy, old) = try running(overlaps: true)

        let begun = policy.begin(.swap(arguments: ["--model", "m"]), number: 7, freeInstance: 2, at: .at(100))
        let new = try #require(begun.launches.first)
        #expect(begun.acts == [.start(new)])
        #expect(new.instance == 2)
        #expect(new.takesOver)
        #expect(new.extraArguments == ["--model", "m"])
        #expect(policy.state == .swapping)
        #expect(policy.operation?.outcome == .running)

        #expect(policy.handle(.becameReady, of: new.id, at: .at(300)).acts == [.terminate(old.id)])
        #expect(policy.operation?.outcome == .done)
        #expect(policy.state == .running)
        #expect(policy.instance == 2)
        #expect(policy.handle(.ended(.exited(code: 0), lastWords: nil), of: old.id, at: .at(400)).acts.isEmpty)
        #expect(policy.state == .running)

        let again = policy.handle(.ended(.signalled(9), lastWords: nil), of: new.id, at: .at(500)).launches
        #expect(again.map(\.instance) == [2])
        #expect(again.map(\.takesOver) == [false])
        #expect(again.map(\.extraArguments) == [["--model", "m"]])
    }

    @Test func aSwapWhoseNewProcessDiesKeepsTheOldOne() throws {
        var (policy, old) = try running(overlaps: true)
        let new = try #require(
            policy.begin(.swap(arguments: []), number: 1, freeInstance: 2, at: .at(100)).launches.first
        )

        let effects = policy.handle(.ended(.exited(code: 78), lastWords: "no such model"), of: new.id, at: .at(200))

        #expect(effects.acts.isEmpty)
        #expect(policy.active?.launch == old)
        #expect(policy.state == .running)
        let cause = "the new process ended before it was ready: exit 78 (wrong configuration): no such model"
        #expect(policy.operation?.outcome == .failed(cause: cause))
    }

    @Test func aSwapWhoseNewProcessIsNeverReadyKeepsTheOldOne() throws {
        var (policy, old) = try running(overlaps: true)
        let new = try #require(
            policy.begin(.swap(arguments: []), number: 1, freeInstance: 2, at: .at(100)).launches.first
        )

        #expect(policy.tick(at: .at(30_099)).isEmpty)
        #expect(policy.tick(at: .at(30_100)).acts == [.terminate(new.id)])
        #expect(policy.tick(at: .at(34_100)).acts == [.kill(new.id)])
        #expect(policy.handle(.ended(.signalled(9), lastWords: nil), of: new.id, at: .at(34_200)).acts.isEmpty)
        #expect(policy.active?.launch == old)
        #expect(policy.state == .running)
    }

    @Test func aSwapWhoseOldProcessDiesFirstGoesOnWithTheNewOne() throws {
        var (policy, old) = try running(overlaps: true)
        let new = try #require(
            policy.begin(.swap(arguments: []), number: 1, freeInstance: 2, at: .at(100)).launches.first
        )

        #expect(policy.handle(.ended(.signalled(9), lastWords: nil), of: old.id, at: .at(150)).acts.isEmpty)
        #expect(policy.active?.launch == new)
        #expect(policy.state == .starting)
        #expect(policy.handle(.becameReady, of: new.id, at: .at(300)).acts.isEmpty)
        #expect(policy.operation?.outcome == .done)
    }

    @Test func aSwapOfAnExclusiveRoleStopsFirst() throws {
        var (policy, old) = try running(overlaps: false)

        let begun = policy.begin(.swap(arguments: []), number: 1, freeInstance: 2, at: .at(100))
        #expect(begun.acts == [.terminate(old.id)])
        let new = try #require(
            policy.handle(.ended(.exited(code: 0), lastWords: nil), of: old.id, at: .at(150)).launches.first
        )
        #expect(new.instance == 1)
        #expect(!new.takesOver)
        #expect(policy.operation?.outcome == .running)
        _ = policy.handle(.becameReady, of: new.id, at: .at(200))
        #expect(policy.operation?.outcome == .done)
        #expect(policy.restarts == 0)
    }

    @Test func aStopIsGracefulThenNot() throws {
        var (policy, launch) = try running(overlaps: false)

        #expect(policy.begin(.stop, number: 1, freeInstance: 2, at: .at(100)).acts == [.terminate(launch.id)])
        #expect(policy.state == .stopping)
        #expect(policy.begin(.stop, number: 2, freeInstance: 2, at: .at(200)).acts.isEmpty, "asked twice, told once")
        #expect(policy.tick(at: .at(4_099)).isEmpty)
        #expect(policy.tick(at: .at(4_100)).acts == [.kill(launch.id)])
        #expect(policy.tick(at: .at(5_000)).isEmpty, "killed once")
        #expect(policy.handle(.ended(.signalled(9), lastWords: nil), of: launch.id, at: .at(5_010)).acts.isEmpty)
        #expect(policy.state == .stopped)
        #expect(policy.operation?.outcome == .done)
        #expect(policy.nextDeadline == nil)
    }

    @Test func aStopDuringTheBackOffEndsIt() throws {
        var (policy, first) = try running(overlaps: false)
        let second = policy.handle(.ended(.signalled(9), lastWords: nil), of: first.id, at: .at(100)).launches[0]
        _ = policy.handle(.ended(.signalled(9), lastWords: nil), of: second.id, at: .at(110))
        #expect(policy.state == .waiting)

        #expect(policy.begin(.stop, number: 1, freeInstance: 2, at: .at(120)).acts.isEmpty)

        #expect(policy.state == .stopped)
        #expect(policy.operation?.outcome == .done)
        #expect(policy.tick(at: .at(60_000)).isEmpty)
    }

    @Test func aRestartDuringASwapGivesTheSwapUp() throws {
        var (policy, old) = try running(overlaps: true)
        let new = try #require(
            policy.begin(.swap(arguments: []), number: 1, freeInstance: 2, at: .at(100)).launches.first
        )

        let effects = policy.begin(.restart, number: 2, freeInstance: 3, at: .at(150))

        #expect(effects.acts == [.terminate(new.id), .terminate(old.id)])
        #expect(policy.operation?.number == 2)
        _ = policy.handle(.ended(.exited(code: 0), lastWords: nil), of: new.id, at: .at(160))
        #expect(policy.handle(.ended(.exited(code: 0), lastWords: nil), of: old.id, at: .at(170)).launches.count == 1)
    }

    @Test func aRestartThatCrashesFailsAsAnOperation() throws {
        var (policy, old) = try running(overlaps: false)
        _ = policy.begin(.restart, number: 1, freeInstance: 2, at: .at(100))
        let new = policy.handle(.ended(.exited(code: 0), lastWords: nil), of: old.id, at: .at(150)).launches[0]

        _ = policy.handle(.ended(.exited(code: 65), lastWords: "row 3"), of: new.id, at: .at(200))

        #expect(policy.operation?.outcome == .failed(cause: "exit 65 (bad data): row 3"))
        #expect(policy.state == .waiting)
    }
}
