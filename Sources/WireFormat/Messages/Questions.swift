internal import SwiftProtobuf
package import TradingDomain

/// The questions of the pipeline, made from words of the domain.
extension Tandem_V1_Request.OneOf_Body {
    package static func marketRange(after: LogPosition, chain: UInt64?, limit: UInt32) -> Self {
        .marketRange(
            .with {
                $0.after = after
                if let chain { $0.chainAtAfter = chain }
                $0.limit = limit
            }
        )
    }

    package static var source: Self { .sourceWanted(.init()) }
    package static var agents: Self { .agentsWanted(.init()) }
    package static var risk: Self { .riskWanted(.init()) }
    /// The state of the gate with every limit and its use.
    ///
    /// - Parameter snapshots: whose correlations say what moves together; what is not among them counts as if it did.
    /// - Returns: the question to the risk gate.
    package static func riskWithLimits(_ snapshots: [FeatureSnapshot]) -> Self {
        .riskWanted(
            .with {
                $0.withLimits = true
                $0.snapshots = snapshots.map(Tandem_V1_FeatureSnapshot.init)
            }
        )
    }

    package static func riskTry(_ proposal: Proposal) -> Self {
        .riskTry(.with { $0.proposal = Tandem_V1_Proposal(proposal) })
    }

    package static var books: Self { .booksWanted(.init()) }
    package static var status: Self { .statusWanted(.init()) }

    package static func features(_ cycle: CycleID, of symbols: [Symbol]) -> Self {
        .featuresWanted(
            .with {
                $0.cycle = Tandem_V1_Cycle(cycle)
                $0.symbols = symbols.map(\.description)
            }
        )
    }

    /// The features of the newest tick that the worker has.
    package static var newestFeatures: Self { .featuresWanted(.init()) }

    package static func cycles(after: LogPosition, limit: UInt32) -> Self {
        .cyclesWanted(
            .with {
                $0.after = after
                $0.limit = limit
            }
        )
    }

    /// The cycle of one event time.
    package static func cycle(at time: Timestamp) -> Self {
        .cyclesWanted(.with { $0.timeMs = time.milliseconds })
    }

    /// A call, from the agent that made it.
    package static func call(_ cycle: CycleID, _ channel: Channel) -> Self {
        .callWanted(
            .with {
                $0.cycle = Tandem_V1_Cycle(cycle)
                $0.channel = channel.rawValue
            }
        )
    }

    package static func propose(_ cycle: CycleID, _ proposals: [Proposal]) -> Self {
        .propose(Tandem_V1_Propose(cycle, proposals))
    }

    package static func account(at position: LogPosition) -> Self {
        .accountWanted(.with { $0.position = position })
    }

    package static func execute(_ cycle: CycleID, _ orders: [ApprovedOrder]) -> Self {
        .execute(Tandem_V1_Execute(cycle, orders))
    }

    package static func change(_ cycle: CycleID, _ changes: [ApprovedChange]) -> Self {
        .changeOrders(Tandem_V1_ChangeOrders(cycle, changes))
    }

    package static func ledger(after sequence: UInt64, limit: UInt32) -> Self {
        .ledgerWanted(
            .with {
                $0.after = sequence
                $0.limit = limit
            }
        )
    }

    package static func equity(after position: LogPosition, limit: UInt32) -> Self {
        .equityWanted(
            .with {
                $0.after = position
                $0.limit = limit
            }
        )
    }

    /// - Parameters:
    ///   - by: who.
    ///   - reason: why; it is kept on record.
    ///   - flatten: also close every position.
    /// - Returns: the question to the risk gate.
    package static func halt(by: String, reason: String, flatten: Bool = false) -> Self {
        .halt(
            .with {
                $0.by = by
                $0.reason = reason
                if flatten { $0.flatten = true }
            }
        )
    }

    package static func resume(by: String, reason: String) -> Self {
        .resume(
            .with {
                $0.by = by
                $0.reason = reason
            }
        )
    }

    package static func control(slot: String, instance: String, action: String) -> Self {
        .agentControl(
            .with {
                $0.slot = slot
                $0.instance = instance
                $0.action = action
            }
        )
    }
}

extension Tandem_V1_CyclesWanted {
    /// The one event time that is asked for; `nil` for a page.
    /// - Throws: ``WireError`` for a time that is none.
    package func time() throws(WireError) -> Timestamp? {
        hasTimeMs ? try readTime(timeMs, "cycles_wanted.time_ms") : nil
    }
}

extension Tandem_V1_CallWanted {
    /// - Throws: ``WireError`` for a missing or unknown field.
    package func domain() throws(WireError) -> (cycle: CycleID, channel: Channel) {
        (try readCycle(hasCycle ? cycle : nil), try readCase(hasChannel ? channel : nil, "call_wanted.channel"))
    }
}

extension Tandem_V1_Propose {
    package init(_ cycle: CycleID, _ proposals: [Proposal]) {
        self.cycle = Tandem_V1_Cycle(cycle)
        self.proposals = proposals.map(Tandem_V1_Proposal.init)
    }

    package func domain() throws(WireError) -> (cycle: CycleID, proposals: [Proposal]) {
        let proposals = try readList(proposals, "propose.proposals") { one throws(WireError) in try one.domain() }
        return (try readCycle(hasCycle ? cycle : nil), proposals)
    }
}

extension Tandem_V1_Execute {
    package init(_ cycle: CycleID, _ orders: [ApprovedOrder]) {
        self.cycle = Tandem_V1_Cycle(cycle)
        self.orders = orders.map(Tandem_V1_ApprovedOrder.init)
    }

    package func domain() throws(WireError) -> (cycle: CycleID, orders: [ApprovedOrder]) {
        let orders = try readList(orders, "execute.orders") { one throws(WireError) in try one.domain() }
        return (try readCycle(hasCycle ? cycle : nil), orders)
    }
}
