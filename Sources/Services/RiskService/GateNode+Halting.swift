internal import Logging
internal import Risk
internal import Runtime
internal import SQLiteStore
internal import TradingDomain
internal import WireFormat
internal import ZeroMQBus

/// Halting, flattening and resuming: a person's acts, and the file that halts when nothing else works.
extension GateNode {
    func answer(_ asker: ServiceServer.Asker, _ halt: Tandem_V1_Halt) throws {
        try act(halt.flatten ? "flatten" : "halt", by: halt.by, reason: halt.reason) { gate in
            let event: RiskGate.Event =
                halt.flatten
                ? .flattenRequested(by: halt.by, reason: halt.reason) : .haltRequested(by: halt.by, reason: halt.reason)
            return gate.handle(event, at: .epoch)
        }
        if gate.tradingState == .flattening { flattenings.put(()) }
        server.reply(to: asker, .risk(try riskReport()))
    }

    func answer(_ asker: ServiceServer.Asker, _ resume: Tandem_V1_Resume) throws {
        guard resume.reason.contains(where: { !$0.isWhitespace }) else {
            return server.refuse(asker, code: "NO_REASON", "to resume needs a reason; it is kept on record")
        }
        guard !haltFile.exists else {
            return server.refuse(asker, code: "HALT_FILE", "remove the file \(haltFile.path) first")
        }
        try act("resume", by: resume.by, reason: resume.reason) {
            $0.handle(.resumeRequested(by: resume.by, reason: resume.reason), at: .epoch)
        }
        server.reply(to: asker, .risk(try riskReport()))
    }

    /// The kernel tells when the file comes; it is also looked for before every verdict and every order.
    func watchHaltFile() async throws {
        let watch = HaltFileWatch(context)
        while true {
            try obeyHaltFile()
            try await watch.next()
        }
    }

    func obeyHaltFile() throws {
        guard gate.state.tradingState != .halted, gate.state.tradingState != .flattening, let reason = haltFile.reason
        else { return }
        try act("halt", by: "halt file", reason: reason) {
            $0.handle(.haltRequested(by: "halt file", reason: reason), at: .epoch)
        }
    }

    /// Sends orders until the broker has them. A halt that comes before they are sent withdraws what would open.
    ///
    /// - Parameters:
    ///   - judged: what is left of it is what was sent.
    ///   - cycle: of the orders.
    ///   - hasTried: whether the broker may have them already.
    /// - Throws: ``Runtime/ServiceError`` when the broker refuses, ``SQLiteStore/StoreError``.
    func send(_ judged: inout Judged, of cycle: CycleID, hasTried: Bool = false) async throws {
        var hasTried = hasTried
        while !judged.orders.orders.isEmpty {
            try obeyHaltFile()
            if gate.state.tradingState == .halted || gate.state.tradingState == .flattening {
                if hasTried {
                    // The broker may have it: the word stands, and nothing is sent again.
                    judged.orders.orders.removeAll { $0.order.id.hasSuffix("/\(OrderID.Leg.open.rawValue)") }
                } else {
                    try withdraw(&judged, of: cycle)
                }
                if judged.orders.orders.isEmpty { return }
            }
            hasTried = true
            if try await send(judged.orders, to: broker) { return }
        }
    }

    private func withdraw(_ judged: inout Judged, of cycle: CycleID) throws {
        let count = judged.withdrawOpenings(because: gate.reason)
        guard count > 0 else { return }
        let codes = Array(repeating: Refusal.Code.halted.rawValue, count: count)
        try store.withdraw(cycle, judged.stored, withdrawn: codes)
        counts.approved -= min(counts.approved, UInt64(count))
        counts.refused += UInt64(count)
        context.logger.notice("orders withdrawn", metadata: ["cycle": "\(cycle)", "orders": "\(count)"])
    }

    /// - Returns: `false` when the broker did not answer in time.
    private func send(_ orders: Tandem_V1_Execute, to broker: ServiceClient) async throws -> Bool {
        do throws(ServiceError) {
            let deadline_ms = BusLoop.monotonicMilliseconds() + 1_000
            _ = try await broker.ask(.execute(orders), attemptTimeout_ms: 500, deadline_ms: deadline_ms)
            return true
        } catch {
            guard case .bus(_, .timedOut) = error else { throw error }
            return false
        }
    }

    /// Closes position after position until none is open, then halts. A restart goes on with it.
    func flatten() async throws {
        let broker = try ServiceClient(context, to: .paperBroker)
        try await flattenings.forEach { _ in
            while self.isOpen, self.gate.tradingState == .flattening {
                if let account = try await self.account(at: 0, from: broker) { try await self.flatten(account, broker) }
                try await self.context.loop.sleep(milliseconds: 200)
            }
        }
    }

    private func flatten(_ account: AccountSnapshot, _ broker: ServiceClient) async throws {
        let effects = gate.handle(.accountSeen(account), at: account.time)
        if effects.isEmpty { return }
        try store.save(act: "flattening", by: "risk-gate", reason: gate.reason, state: gate.state.encoded())
        carryOut(effects)
        for case .flatten(let orders) in effects {
            let cycle = CycleID(time: account.time, position: account.position)
            _ = try await send(Tandem_V1_Execute(cycle, orders), to: broker)
        }
    }

    private func act(_ kind: String, by: String, reason: String, _ change: (inout RiskGate) -> [RiskGate.Effect]) throws
    {
        let effects = change(&gate)
        try store.save(act: kind, by: by, reason: reason, state: gate.state.encoded())
        carryOut(effects)
    }
}
