internal import LanguageModels
internal import ModelAgent
internal import Runtime
internal import SQLiteStore
internal import TradingDomain
internal import WireFormat

/// Answers who asks what a model was told and what it said.
extension AgentNode {
    /// Cycles on one page of bills.
    private static let mostCycles = 500

    func serve() async throws {
        while true {
            let (asker, request) = try await server.next()
            do {
                try answer(asker, request)
            } catch let error as WireError {
                server.refuse(asker, code: "UNREADABLE", "\(error)")
            }
        }
    }

    private func answer(_ asker: ServiceServer.Asker, _ request: Tandem_V1_Request.OneOf_Body) throws {
        switch request {
        case .callWanted(let wanted):
            let (cycle, channel) = try wanted.domain()
            guard let call = try store.call(cycle, channel) else {
                return server.refuse(asker, code: "NO_CALL", "\(cycle)/\(channel.rawValue) was never asked here")
            }
            let message = Tandem_V1_StoredCall(
                call,
                slot: appearance.slot,
                instance: context.instance,
                template: stage.settings.template,
                dialect: ModelDialect(rawValue: context.settings.text("\(appearance.slot).protocol")) ?? .deepSeek,
                table: engine.table
            )
            server.reply(to: asker, .storedCall(message))
        case .billsWanted(let wanted):
            let bills = try store.bills(after: wanted.after, cycles: min(max(1, Int(wanted.cycles)), Self.mostCycles))
            server.reply(
                to: asker,
                .bills(Tandem_V1_Bills(calls: bills.calls, unasked: bills.unasked, next: bills.next))
            )
        case .statusWanted: server.reply(to: asker, .status(report.message(context)))
        default: server.refuse(asker, code: "UNKNOWN", "an agent answers calls, bills and status")
        }
    }
}
