internal import Risk
internal import Runtime
internal import SQLiteStore
internal import TradingDomain
internal import WireFormat
internal import ZeroMQBus

/// What the gate says of itself, and of what it would say.
extension GateNode {
    func answerAsked() async throws {
        let broker = try ServiceClient(context, to: .paperBroker)
        try await asked.forEach { piece in
            guard let trial = piece.trial else {
                let account = try await self.newestAccount(broker)
                return self.server.reply(to: piece.asker, .risk(try self.riskReport(account, piece.snapshots)))
            }
            guard let account = try await self.account(at: trial.cycle.position, from: broker) else {
                return self.server.refuse(piece.asker, code: "NO_ACCOUNT", "the paper broker does not answer")
            }
            let verdict = self.gate.trial(trial, on: account)
            self.server.reply(to: piece.asker, .verdicts(trial.cycle, [verdict]))
        }
    }

    /// The account now; `nil` when the broker does not answer at once: the limits are shown without it.
    private func newestAccount(_ broker: ServiceClient) async throws -> AccountSnapshot? {
        do throws(ServiceError) {
            let deadline_ms = BusLoop.monotonicMilliseconds() + 800
            let reply = try await broker.ask(.account(at: 0), attemptTimeout_ms: 400, deadline_ms: deadline_ms)
            guard case .account(let account) = reply else { return nil }
            return try? account.domain()
        } catch {
            if case .stopped = error { throw error }
            return nil
        }
    }

    func riskReport(_ account: AccountSnapshot?, _ snapshots: [FeatureSnapshot]) throws -> Tandem_V1_Risk {
        var risk = try riskReport()
        if let account { risk.equityE8 = account.equity.units }
        risk.limits = gate.uses(of: account, snapshots: snapshots).map {
            Tandem_V1_LimitUse(
                name: $0.name,
                subject: $0.subject,
                limit: $0.limit,
                used: $0.used,
                members: $0.members
            )
        }
        return risk
    }

    func riskReport() throws -> Tandem_V1_Risk {
        var risk = Tandem_V1_Risk()
        risk.state = gate.tradingState.rawValue
        risk.reason = gate.reason
        if let peak = gate.state.highWaterMark { risk.peakEquityE8 = peak.units }
        if let start = gate.state.dayStartEquity { risk.dayStartEquityE8 = start.units }
        risk.approved = counts.approved
        risk.refused = counts.refused
        risk.refusals = try store.refusals().map { Tandem_V1_RefusalCount(code: $0.code, count: $0.count) }
        return risk
    }
}
