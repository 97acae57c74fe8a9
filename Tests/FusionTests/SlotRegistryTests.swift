import Fusion
import Testing
import TradingDomain

/// Who votes for a slot, through restarts, take-overs and losses.
@Suite struct SlotRegistryTests {
    private func registration(
        _ id: String,
        _ instance: String,
        mode: AgentRegistration.Mode = .vote,
        takeOver: Bool = false,
        epoch: UInt64 = 1
    ) -> AgentRegistration {
        AgentRegistration(
            agent: AgentID(id),
            slot: "qwen",
            instance: instance,
            model: "qwen-plus",
            promptVersion: "1",
            mode: mode,
            takeOver: takeOver,
            epoch: epoch
        )
    }

    private func at(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds) }

    private let a = AgentID("a")
    private let b = AgentID("b")
    private let c = AgentID("c")

    /// `a` active as instance 1, `b` stand-by as instance 2.
    private func pair() -> SlotRegistry {
        var registry = SlotRegistry(lossAfter_ms: 1000)
        #expect(registry.handle(.registered(registration("a", "1")), at: at(0)) == [.activated(a)])
        #expect(registry.handle(.registered(registration("b", "2")), at: at(0)) == [.stoodBy(b)])
        return registry
    }

    @Test func firstIsActiveAndTheNextStandsBy() {
        let registry = pair()
        #expect(registry.active("qwen")?.id == a)
        #expect(registry.active("deepseek") == nil)
        #expect(registry.all.map(\.state) == [.active, .standby])
    }

    @Test func takeOverActivatesTheNewerAndTheOlderFinishesWhatItHas() {
        var registry = pair()
        _ = registry.handle(.requestSent(a), at: at(1))
        let effects = registry.handle(.registered(registration("c", "3", takeOver: true)), at: at(2))
        #expect(effects == [.stoodBy(a), .activated(c)])
        #expect(registry.active("qwen")?.id == c)
        #expect(registry.handle(.replyArrived(a), at: at(3)).isEmpty)
        #expect(registry.all.first?.openRequests == 0)
    }

    @Test func standbyGetsTheOpenRequestOfTheOneThatDied() {
        var registry = pair()
        _ = registry.handle(.requestSent(a), at: at(1))
        #expect(registry.handle(.left(a), at: at(2)) == [.lost(a), .activated(b), .reask(slot: "qwen")])
        #expect(registry.active("qwen")?.id == b)
    }

    @Test func lossWithoutAnOpenRequestAsksNothingAgain() {
        var registry = pair()
        _ = registry.handle(.requestSent(a), at: at(1))
        _ = registry.handle(.replyArrived(a), at: at(2))
        #expect(registry.handle(.left(a), at: at(3)) == [.lost(a), .activated(b)])
    }

    @Test func silenceOfMoreThanTheLossTimeIsALoss() {
        var registry = pair()
        _ = registry.handle(.heartbeat(b), at: at(1000))
        #expect(registry.handle(.checked, at: at(1000)).isEmpty)
        #expect(registry.handle(.checked, at: at(1001)) == [.lost(a), .activated(b)])
        #expect(registry.handle(.heartbeat(a), at: at(1002)) == [.registrationNeeded(a)])
    }

    @Test func aRestartOfTheOnlyAgentGetsTheOpenRequest() {
        var registry = SlotRegistry(lossAfter_ms: 1000)
        _ = registry.handle(.registered(registration("a", "1")), at: at(0))
        _ = registry.handle(.requestSent(a), at: at(1))
        let effects = registry.handle(.registered(registration("b", "1")), at: at(2))
        #expect(effects == [.lost(a), .vacated(slot: "qwen"), .activated(b), .reask(slot: "qwen")])
    }

    @Test func aRequestOutlivesALossUntilAnotherAgentComes() {
        var registry = SlotRegistry(lossAfter_ms: 1000)
        _ = registry.handle(.registered(registration("a", "1")), at: at(0))
        _ = registry.handle(.requestSent(a), at: at(1))
        #expect(registry.handle(.left(a), at: at(2)) == [.lost(a), .vacated(slot: "qwen")])
        #expect(registry.active("qwen") == nil)
        let effects = registry.handle(.registered(registration("b", "1")), at: at(3))
        #expect(effects == [.activated(b), .reask(slot: "qwen")])
    }

    @Test func anOlderOneThatDiesWhileFinishingPassesItsRequestOn() {
        var registry = pair()
        _ = registry.handle(.requestSent(a), at: at(1))
        _ = registry.handle(.promoteRequested(slot: "qwen", instance: "2"), at: at(2))
        #expect(registry.handle(.left(a), at: at(3)) == [.lost(a), .reask(slot: "qwen")])
    }

    @Test func registeringAgainChangesNothing() {
        var registry = pair()
        #expect(registry.handle(.registered(registration("a", "1")), at: at(900)).isEmpty)
        #expect(registry.active("qwen")?.lastHeartbeat == at(900))
    }

    @Test func aShadowIsNeverActiveUntilPromoted() {
        var registry = SlotRegistry(lossAfter_ms: 1000)
        let shadow = registration("a", "1", mode: .shadow, takeOver: true)
        #expect(registry.handle(.registered(shadow), at: at(0)) == [.shadowed(a)])
        #expect(registry.active("qwen") == nil)
        _ = registry.handle(.registered(registration("b", "2")), at: at(0))
        _ = registry.handle(.left(b), at: at(1))
        #expect(registry.active("qwen") == nil)
        #expect(registry.shadows("qwen").map(\.id) == [a])
        #expect(registry.handle(.promoteRequested(slot: "qwen", instance: "1"), at: at(2)) == [.activated(a)])
    }

    @Test func demotionMakesAShadowAndLetsTheStandbyTakeOver() {
        var registry = pair()
        let effects = registry.handle(.demoteRequested(slot: "qwen", instance: "1"), at: at(1))
        #expect(effects == [.shadowed(a), .activated(b)])
        #expect(registry.all.map(\.state) == [.shadow, .active])
    }

    @Test func drainingFinishesWhatItHasAndThenMayGo() {
        var registry = pair()
        _ = registry.handle(.requestSent(a), at: at(1))
        let effects = registry.handle(.drainRequested(slot: "qwen", instance: "1"), at: at(2))
        #expect(effects == [.drainStarted(a), .activated(b)])
        #expect(registry.handle(.replyArrived(a), at: at(3)) == [.drained(a)])
        let idle = registry.handle(.drainRequested(slot: "qwen", instance: "2"), at: at(4))
        #expect(idle == [.drainStarted(b), .drained(b), .vacated(slot: "qwen")])
    }

    @Test func refusesAPersonsRequestForAnUnknownInstance() {
        var registry = pair()
        let effects = registry.handle(.promoteRequested(slot: "qwen", instance: "9"), at: at(1))
        #expect(effects == [.refused(reason: "slot 'qwen' has no instance '9': see `tandem agents`")])
    }

    // After a restart of the fusion node.

    /// Instance 1 drains, 2 is active, 3 a shadow by demotion, 4 and 5 stand by in that order.
    private func restored() -> SlotRegistry {
        var before = SlotRegistry(lossAfter_ms: 1000)
        for instance in 1...5 { _ = before.handle(.registered(registration("\(instance)", "\(instance)")), at: at(0)) }
        _ = before.handle(.promoteRequested(slot: "qwen", instance: "3"), at: at(1))
        _ = before.handle(.promoteRequested(slot: "qwen", instance: "2"), at: at(1))
        _ = before.handle(.demoteRequested(slot: "qwen", instance: "3"), at: at(1))
        _ = before.handle(.drainRequested(slot: "qwen", instance: "1"), at: at(1))
        return SlotRegistry(lossAfter_ms: 1000, restoring: before.inOrder, at: at(5_000))
    }

    @Test func aRestartChangesNobodysRoleWhateverTheOrderOfTheirReturn() {
        var registry = restored()
        let states: [RegisteredAgent.State] = [.draining, .active, .shadow, .standby, .standby]
        #expect(registry.all.map(\.state) == states)
        var effects: [SlotRegistry.Effect] = []
        for instance in [5, 3, 1, 4, 2] {
            // One in another language says that it takes over whenever it is asked for its registration.
            let hello = registration("new \(instance)", "\(instance)", takeOver: instance == 5)
            effects += registry.handle(.registered(hello), at: at(5_100))
        }
        #expect(registry.all.map(\.state) == states)
        #expect(
            effects == [
                .stoodBy(AgentID("new 5")), .shadowed(AgentID("new 3")), .drainStarted(AgentID("new 1")),
                .drained(AgentID("new 1")), .stoodBy(AgentID("new 4")), .activated(AgentID("new 2")),
            ]
        )
        #expect(registry.handle(.left(AgentID("new 2")), at: at(5_200)).contains(.activated(AgentID("new 4"))))
    }

    @Test func whoDoesNotComeBackIsLostAndTheNextStandbyStepsIn() {
        var registry = restored()
        _ = registry.handle(.registered(registration("new 5", "5")), at: at(5_100))
        _ = registry.handle(.registered(registration("new 4", "4")), at: at(5_200))
        let lost = registry.handle(.checked, at: at(6_001))
        #expect(lost.contains(.activated(AgentID("new 4"))))
        #expect(registry.all.map(\.registration.instance) == ["4", "5"])
    }

    @Test func anAgentThatWasStartedAgainMeanwhileIsANewOne() {
        var registry = restored()
        let effects = registry.handle(.registered(registration("new 3", "3", epoch: 2)), at: at(5_100))
        #expect(effects == [.lost(AgentID("3")), .stoodBy(AgentID("new 3"))])
    }

    // Sharing.

    /// `a` active as instance 1, `b` shares as instance 2.
    private func sharing() -> SlotRegistry {
        var registry = SlotRegistry(lossAfter_ms: 1000)
        _ = registry.handle(.registered(registration("a", "1")), at: at(0))
        let effects = registry.handle(.registered(registration("b", "2", mode: .share)), at: at(0))
        #expect(effects == [.activated(b)])
        #expect(registry.actives("qwen").map(\.id) == [a, b])
        return registry
    }

    @Test func aTakeOverReplacesTheOneAndLeavesThoseThatShare() {
        var registry = sharing()
        let effects = registry.handle(.registered(registration("c", "3", takeOver: true)), at: at(1))
        #expect(effects == [.stoodBy(a), .activated(c)])
        #expect(registry.actives("qwen").map(\.id) == [b, c])
        #expect(
            registry.handle(.promoteRequested(slot: "qwen", instance: "1"), at: at(2)) == [.stoodBy(c), .activated(a)]
        )
        #expect(registry.actives("qwen").map(\.id) == [a, b])
    }

    @Test func whatOneThatSharesLeavesIsAskedOfTheOthers() {
        var registry = sharing()
        _ = registry.handle(.requestSent(b), at: at(1))
        #expect(registry.handle(.left(b), at: at(2)) == [.lost(b), .reask(slot: "qwen")])
        #expect(registry.handle(.left(a), at: at(3)) == [.lost(a), .vacated(slot: "qwen")])
    }

    @Test func whoSharesIsThereWhenTheOtherDiesAndGivesWayToNobody() {
        var registry = sharing()
        _ = registry.handle(.requestSent(a), at: at(1))
        #expect(registry.handle(.left(a), at: at(2)) == [.lost(a), .reask(slot: "qwen")])
        #expect(registry.active("qwen")?.id == b)
        // Started again, the first one is what it was.
        #expect(registry.handle(.registered(registration("c", "1", epoch: 2)), at: at(3)) == [.activated(c)])
        #expect(registry.actives("qwen").map(\.id) == [c, b])
    }

    @Test func aStandbyStepsInBesideThoseThatShare() {
        var registry = sharing()
        #expect(registry.handle(.registered(registration("c", "3")), at: at(1)) == [.stoodBy(c)])
        #expect(registry.handle(.left(a), at: at(2)) == [.lost(a), .activated(c)])
        #expect(registry.actives("qwen").map(\.id) == [b, c])
    }

    @Test func oneThatSharesCanBeDemotedDrainedAndPromoted() {
        var registry = sharing()
        let demoted = registry.handle(.demoteRequested(slot: "qwen", instance: "2"), at: at(1))
        #expect(demoted == [.shadowed(b), .reask(slot: "qwen")])
        #expect(registry.handle(.promoteRequested(slot: "qwen", instance: "2"), at: at(2)) == [.activated(b)])
        #expect(registry.actives("qwen").map(\.id) == [a, b])
        let drained = registry.handle(.drainRequested(slot: "qwen", instance: "2"), at: at(3))
        #expect(drained == [.drainStarted(b), .drained(b), .reask(slot: "qwen")])
    }
}
