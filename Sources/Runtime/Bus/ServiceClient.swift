package import WireFormat
internal import ZeroMQBus

/// Asks the service of another process, and asks again on a fresh socket until the deadline.
///
/// A request that was lost, or whose answer was lost, is repeated with the same content: every request of the pipeline
/// may be repeated, because its identifier is derived.
package final class ServiceClient {
    private let caller: Caller
    private let name: String

    /// - Throws: ``BusError/address(_:)`` for a path that cannot be used.
    package init(_ context: ProcessContext, to role: Role, instance: String = "1") throws(ServiceError) {
        name = "\(role.rawValue)-\(instance)"
        do throws(BusError) {
            caller = try Caller(
                loop: context.loop,
                connect: try .ipc(path: context.paths.socket(role, instance, "service")),
                limits: .service
            )
        } catch {
            throw .bus("\(role.rawValue)-\(instance)", error)
        }
    }

    /// - Parameters:
    ///   - request: what is asked.
    ///   - attemptTimeout_ms: how long one attempt waits before the next.
    ///   - deadline_ms: monotonic milliseconds at which to give up; `nil` never gives up.
    /// - Returns: the answer; never a `Failure`.
    /// - Throws: ``ServiceError``.
    package func ask(
        _ request: Tandem_V1_Request.OneOf_Body,
        attemptTimeout_ms: Int = 1_000,
        deadline_ms: Int64? = nil
    ) async throws(ServiceError) -> Tandem_V1_Reply.OneOf_Body {
        let bytes: [UInt8]
        do throws(BusError) {
            bytes = try await caller.call(
                WireFormat.encode(request),
                attemptTimeout_ms: attemptTimeout_ms,
                deadline_ms: deadline_ms
            )
        } catch {
            throw error == .cancelled || error == .terminated ? .stopped : .bus(name, error)
        }
        let body: Tandem_V1_Reply.OneOf_Body
        do throws(WireError) {
            body = try WireFormat.reply(bytes).body
        } catch {
            throw .wire(name, error)
        }
        if case .failure(let failure) = body { throw .refused(name, code: failure.code, text: failure.text) }
        return body
    }

    package func close() { caller.close() }
}
