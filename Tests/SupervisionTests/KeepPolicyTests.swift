import Supervision
import Testing

/// What a supervisor does with several instances.
@Suite struct KeepPolicyTests {
    private static let agent = RoleTraits(role: "qwen-agent")
    private static let worker = RoleTraits(role: "feature-worker")
    private static let gate = RoleTraits(role: "risk-gate")

    @Test(arguments: [
        ("qwen-agent", RoleTraits(overlaps: true, isSharded: false, haltsTrading: true)),
        ("my-own-agent", RoleTraits(overlaps: true, isSharded: false, haltsTrading: true)),
        ("feature-worker", RoleTraits(overlaps: true, isSharded: true, haltsTrading: true)),
        ("paper-broker", RoleTraits(overlaps: false, isSharded: false, haltsTrading: true)),
        ("monitor", RoleTraits(overlaps: false, isSharded: false, haltsTrading: false)),
    ])
    func knowsTheRoles(role: String, traits: RoleTraits) {
        #expect(RoleTraits(role: role) == traits)
    }

    @Test func scalingNumbersTheInstances() throws {
        var policy = KeepPolicy(traits: Self.agent, firstInstance: 3)
        #expect(policy.begin(count: 1, at: .at(0)).launches.map(\.instance) == [3])

        let effects1 = try policy.scale(to: 3, at: .at(10))
        #expect(effects1.launches.map(\.instance) == [4, 5])
        let launches = policy.all.compactMap(\.active?.launch)
        let effects2 = try policy.scale(to: 1, at: .at(20))
        #expect(effects2.acts == [.terminate(launches[2].id), .terminate(launches[1].id)])
        #expect(policy.instances.map(\.instance) == [3])
        #expect(policy.all.count == 3, "those leaving are still ours")
        for launch in launches.dropFirst() {
            _ = policy.handle(.ended(.exited(code: 0), lastWords: nil), of: launch.id, at: .at(30))
        }
        #expect(policy.all.count == 1)
        let effects3 = try policy.scale(to: 2, at: .at(40))
        #expect(effects3.launches.map(\.instance) == [4], "a number that is free again")
    }

    @Test func anInstanceOnItsWayOutKeepsItsNumber() throws {
        var policy = KeepPolicy(traits: Self.agent)
        _ = policy.begin(count: 2, at: .at(0))
        _ = try policy.scale(to: 1, at: .at(10))

        let effects4 = try policy.scale(to: 2, at: .at(20))
        #expect(effects4.launches.map(\.instance) == [3])
    }

    @Test func scalingAShardedRoleRestartsTheOthers() throws {
        var policy = KeepPolicy(traits: Self.worker)
        let first = try #require(policy.begin(count: 1, at: .at(0)).launches.first)

        let effects = try policy.scale(to: 2, at: .at(10))

        #expect(effects.acts.first == .terminate(first.id))
        #expect(effects.launches.map(\.instance) == [2])
        let again = policy.handle(.ended(.exited(code: 0), lastWords: nil), of: first.id, at: .at(20)).launches
        #expect(again.map(\.instance) == [1])
    }

    @Test func refusesWhatTheRoleDoesNotAllow() throws {
        var policy = KeepPolicy(traits: Self.gate)
        _ = policy.begin(count: 1, at: .at(0))

        #expect(throws: KeepRefusal.exclusive(count: 2)) { try policy.scale(to: 2, at: .at(1)) }
        #expect(throws: KeepRefusal.countOutOfRange(-1)) { try policy.scale(to: -1, at: .at(1)) }
        #expect(throws: KeepRefusal.countOutOfRange(65)) { try policy.scale(to: 65, at: .at(1)) }
        #expect(throws: KeepRefusal.noSuchInstance(2, known: [1])) {
            _ = try policy.begin(.restart, instance: 2, at: .at(1))
        }
        _ = policy.stop(at: .at(2))
        #expect(throws: KeepRefusal.stopping) { _ = try policy.begin(.restart, instance: nil, at: .at(3)) }
        #expect(throws: KeepRefusal.stopping) { try policy.scale(to: 0, at: .at(3)) }
    }

    @Test func exitsOnceEveryProcessHasEnded() throws {
        var policy = KeepPolicy(traits: Self.agent)
        let launches = policy.begin(count: 2, at: .at(0)).launches
        _ = policy.handle(.becameReady, of: launches[0].id, at: .at(5))
        let candidate = try policy.begin(.swap(arguments: []), instance: 1, at: .at(10)).effects.launches[0]
        #expect(candidate.instance == 3)

        let stopped = policy.stop(at: .at(20))
        #expect(stopped.acts == [candidate, launches[0], launches[1]].map { .terminate($0.id) })
        #expect(policy.stop(at: .at(21)).isEmpty, "a second signal changes nothing")

        let ended = ChildEvent.ended(.exited(code: 0), lastWords: nil)
        #expect(policy.handle(ended, of: launches[0].id, at: .at(30)).acts.isEmpty)
        #expect(policy.handle(ended, of: candidate.id, at: .at(31)).acts.isEmpty)
        #expect(policy.tick(at: .at(4_020)).acts == [.kill(launches[1].id)])
        #expect(
            policy.handle(.ended(.signalled(9), lastWords: nil), of: launches[1].id, at: .at(4_030)).acts == [.exit]
        )
    }

    @Test func waitsForInstancesOnTheirWayOut() throws {
        var policy = KeepPolicy(traits: Self.agent)
        let launches = policy.begin(count: 2, at: .at(0)).launches
        _ = try policy.scale(to: 1, at: .at(10))
        #expect(policy.stop(at: .at(20)).acts == [.terminate(launches[0].id)])

        let ended = ChildEvent.ended(.exited(code: 0), lastWords: nil)
        #expect(policy.handle(ended, of: launches[0].id, at: .at(30)).acts.isEmpty)
        #expect(policy.handle(ended, of: launches[1].id, at: .at(40)).acts == [.exit])
    }

    @Test func exitsAtOnceWhenNothingRuns() throws {
        var policy = KeepPolicy(traits: Self.gate)
        let launch = policy.begin(count: 1, at: .at(0)).launches[0]
        _ = policy.handle(.ended(.exited(code: 0), lastWords: nil), of: launch.id, at: .at(1))

        #expect(policy.stop(at: .at(2)).acts == [.exit])
    }

    /// Whatever happens, and in whatever order: at most one active process an instance, every start has a new name, no
    /// signal goes to a process that has ended, two runs of one seed agree, and a stop ends all within the stop limit.
    @Test(arguments: UInt64(0)..<128)
    func staysInOrder(seed: UInt64) {
        #expect(RandomRun(seed: seed).effects() == RandomRun(seed: seed).effects(), "seed \(seed)")
    }
}
