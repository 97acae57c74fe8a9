import Supervision
import Testing

/// What a supervisor does when its process ends by itself.
@Suite struct CrashTests {
    struct Exit: Sendable {
        let at: Int64
        let ending: Ending
        let progressed: Bool

        static func crash(_ at: Int64, after progress: Bool = false) -> Exit {
            Exit(at: at, ending: .exited(code: 1), progressed: progress)
        }
    }

    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let exits: [Exit]
        /// Milliseconds to the restart after each exit; `nil` where none follows.
        let waits: [Int64?]
        let state: InstanceState
        let halts: Int

        init(_ name: String, _ exits: [Exit], waits: [Int64?], state: InstanceState = .starting, halts: Int = 0) {
            (testDescription, self.exits, self.waits, self.state, self.halts) = (name, exits, waits, state, halts)
        }
    }

    @Test(arguments: [
        Example("the first restart comes at once", [.crash(10)], waits: [0]),
        Example("the second waits", [.crash(10), .crash(20)], waits: [0, 200]),
        Example(
            "three without progress within a minute are a loop",
            [.crash(0), .crash(1_000), .crash(59_999)],
            waits: [0, 200, nil],
            state: .failed,
            halts: 1
        ),
        Example(
            "three in just over a minute are none",
            [.crash(0), .crash(1_000), .crash(60_000)],
            waits: [0, 200, 500]
        ),
        Example(
            "waits grow to their last step",
            (0..<8).map { .crash($0 * 100_000) },
            waits: [0, 200, 500, 1_000, 2_000, 5_000, 5_000, 5_000]
        ),
        Example(
            "progress forgives what was before it",
            [.crash(0), .crash(1_000), .crash(2_000, after: true), .crash(3_000), .crash(4_000)],
            waits: [0, 200, 0, 200, 500]
        ),
        Example(
            "a hundred kills of a process that works are no loop",
            (0..<100).map { Exit(at: $0 * 100, ending: .signalled(9), progressed: true) },
            waits: Array(repeating: 0, count: 100)
        ),
        Example(
            "exit 0 is the end of its work",
            [Exit(at: 5, ending: .exited(code: 0), progressed: true)],
            waits: [nil],
            state: .finished
        ),
        Example(
            "a lock held by another is tried with care",
            (0..<3).map { Exit(at: $0 * 2_000, ending: .exited(code: 75), progressed: false) },
            waits: [1_000, 1_000, nil],
            state: .failed,
            halts: 1
        ),
        Example(
            "an executable that is gone is tried with care",
            [Exit(at: 0, ending: .notStarted(cause: "no such file"), progressed: false)],
            waits: [1_000]
        ),
    ])
    func restartsAsItShould(_ example: Example) throws {
        var policy = InstancePolicy(position: 1, instance: 1, overlaps: false, limits: .standard)
        var launch = try #require(policy.begin(at: .at(0)).launches.first)
        var halts = 0
        for (exit, wait) in zip(example.exits, example.waits) {
            let now = MonotonicInstant.at(exit.at)
            if exit.progressed { _ = policy.handle(.progressed, of: launch.id, at: now) }
            var effects = policy.handle(.ended(exit.ending, lastWords: nil), of: launch.id, at: now)
            halts += effects.count { if case .halt = $0 { true } else { false } }
            var waited: Int64? = effects.launches.isEmpty ? nil : 0
            if let due = policy.nextDeadline {
                waited = due.millisecondsSince(now)
                #expect(policy.tick(at: .at(due.milliseconds - 1)).isEmpty, "no restart before its time")
                effects = policy.tick(at: due)
            }
            #expect(waited == wait, "after the exit at \(exit.at) ms")
            if let next = effects.launches.first { launch = next }
        }
        #expect(policy.state == example.state)
        #expect(halts == example.halts)
        #expect(policy.restarts == example.waits.count { $0 != nil })
    }

    @Test func aProcessToldToStopBySomeoneElseIsStartedAgain() throws {
        var policy = InstancePolicy(position: 1, instance: 1, overlaps: false, limits: .standard)
        let launch = try #require(policy.begin(at: .at(0)).launches.first)
        _ = policy.handle(.progressed, of: launch.id, at: .at(10))
        _ = policy.handle(.beganToStop, of: launch.id, at: .at(20))

        let effects = policy.handle(.ended(.exited(code: 0), lastWords: nil), of: launch.id, at: .at(30))

        #expect(effects.launches.count == 1)
        #expect(policy.state == .starting)
    }

    @Test func aRequestEndsTheStateOfFailure() throws {
        var policy = InstancePolicy(position: 1, instance: 1, overlaps: false, limits: .standard)
        var launches = policy.begin(at: .at(0)).launches
        for time in [Int64](arrayLiteral: 0, 1_000, 2_000) {
            let id = try #require(launches.last).id
            launches += policy.handle(.ended(.exited(code: 78), lastWords: "bad"), of: id, at: .at(time)).launches
            launches += policy.tick(at: .at(time + 1_000)).launches
        }
        #expect(policy.state == .failed)
        #expect(policy.lastWords == "bad")

        let effects = policy.begin(.restart, number: 1, freeInstance: 2, at: .at(9_000))

        #expect(effects.launches.count == 1)
        #expect(policy.state == .starting)
    }

    @Test func newsOfAnOlderStartChangesNothing() throws {
        var policy = InstancePolicy(position: 1, instance: 1, overlaps: false, limits: .standard)
        let first = try #require(policy.begin(at: .at(0)).launches.first)
        _ = policy.handle(.ended(.signalled(9), lastWords: nil), of: first.id, at: .at(10))

        #expect(policy.handle(.becameReady, of: first.id, at: .at(11)).isEmpty)
        #expect(policy.handle(.ended(.signalled(9), lastWords: nil), of: first.id, at: .at(12)).isEmpty)
        #expect(policy.state == .starting)
    }
}
