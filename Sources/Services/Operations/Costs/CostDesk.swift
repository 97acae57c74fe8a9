internal import AgentService
package import Runtime
internal import TradingDomain
internal import WireFormat

/// `tandem cost`: what an account's calls cost. Each agent that runs is asked, the files of those that have ended are read.
package enum CostDesk {
    /// Cycles in one question.
    private static let page: UInt32 = 500

    /// - Parameters:
    ///   - options: the account.
    ///   - context: to ask with.
    ///   - window: what is left out.
    /// - Returns: every bill of every agent.
    /// - Throws: ``ProcessFailure`` when no agent has asked anything, or one does not answer.
    package static func sheet(
        _ options: ProcessOptions,
        _ context: ProcessContext,
        window: CostSheet.Window
    ) async throws -> CostSheet {
        let paths = options.paths
        var sheet = CostSheet(account: options.account, table: try table(options), window: window)
        for slot in StoredCalls.slots(in: paths.data) {
            for instance in StoredCalls.instances(of: slot, in: paths.data) {
                if let role = Role(rawValue: "\(slot)-agent"), paths.isHeld(role, instance) {
                    try await ask(role, instance, slot, context, into: &sheet)
                } else {
                    let bills = try StoredCalls.bills(slot, instance, paths)
                    sheet.add(bills.calls, bills.unasked, of: slot)
                }
            }
        }
        guard !sheet.isEmpty else {
            throw ProcessFailure(
                .data,
                "account '\(options.account)' has no calls at \(paths.data); see --account, --data-dir, --from and --to"
            )
        }
        return sheet
    }

    private static func table(_ options: ProcessOptions) throws(ProcessFailure) -> ModelTable {
        let settings = try options.settings()
        do throws(SettingsError) { return try settings.modelTable() } catch {
            throw ProcessFailure(.configuration, "\(error)")
        }
    }

    private static func ask(
        _ role: Role,
        _ instance: String,
        _ slot: String,
        _ context: ProcessContext,
        into sheet: inout CostSheet
    ) async throws {
        var after: LogPosition = 0
        while true {
            let question = Tandem_V1_Request.OneOf_Body.bills(after: after, cycles: page)
            guard case .bills(let message) = try await Question.ask(role, question, context, instance: instance) else {
                throw ProcessFailure(.failure, "\(role.rawValue) answered something that is no bill")
            }
            let bills = try message.domain()
            sheet.add(bills.calls, bills.unasked, of: slot)
            guard let next = bills.next, next > after else { return }
            after = next
        }
    }
}
