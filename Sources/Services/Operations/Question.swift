internal import Runtime
internal import WireFormat
internal import ZeroMQBus

/// One question of a tool to a running process.
enum Question {
    static func ask(
        _ role: Role,
        _ request: Tandem_V1_Request.OneOf_Body,
        _ context: ProcessContext,
        instance: String = "1"
    ) async throws -> Tandem_V1_Reply.OneOf_Body {
        do throws(ServiceError) {
            let client = try ServiceClient(context, to: role, instance: instance)
            return try await client.ask(
                request,
                attemptTimeout_ms: 300,
                deadline_ms: BusLoop.monotonicMilliseconds() + 1_500
            )
        } catch {
            switch error {
            case .refused(_, _, let text): throw ProcessFailure(.unavailable, text)
            case .bus, .wire:
                throw ProcessFailure(
                    .unavailable,
                    "\(role.rawValue) of this account does not answer; is it running? start all with `tandem up`"
                )
            case .stopped: throw error
            }
        }
    }
}
