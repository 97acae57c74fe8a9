internal import Fusion
internal import Logging
internal import Runtime
internal import TradingDomain
internal import WireFormat
internal import ZeroMQBus

/// What the models are told of the account. A cycle is decided without it when the broker does not answer.
extension FusionNode {
    /// Asks as the cycle's features are asked for, at the same time. Live, the broker has a tenth of the cycle's time;
    /// a lockstep replay waits, so that it is a backtest's.
    func askAccount() async throws {
        try await accountQuestions.forEach { cycle in
            guard stage.openCycle == cycle else { return }
            let patience_ms = max(20, context.settings.integer("cycle.deadline_ms") / 10)
            let deadline_ms = context.isLockstep ? nil : BusLoop.monotonicMilliseconds() + patience_ms
            var account: AccountView?
            do {
                let attempt_ms = context.isLockstep ? 500 : Int(patience_ms)
                let reply = try await broker.ask(
                    .account(at: cycle.position),
                    attemptTimeout_ms: attempt_ms,
                    deadline_ms: deadline_ms
                )
                guard case .account(let snapshot) = reply else { throw WireError.unexpected(what: "no account") }
                account = try? AccountView(try snapshot.domain())
            } catch let error where error is ServiceError || error is WireError {
                if case .stopped? = error as? ServiceError { throw error }
                // In a lockstep replay nobody is asked before the account is there: stop, and begin the cycle again.
                guard !context.isLockstep else { throw error }
                context.logger.notice("no account", metadata: ["cycle": "\(cycle)", "error": "\(error)"])
            }
            try handle(.accountArrived(cycle, account))
        }
    }
}
