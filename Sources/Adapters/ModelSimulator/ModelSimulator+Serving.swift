package import HTTPServing
package import Logging

extension ModelSimulator {
    /// The server that answers as both providers; a process runs it as a service.
    ///
    /// - Parameters:
    ///   - address: where to listen.
    ///   - logger: takes starts and faults.
    ///   - whenBound: called once, when connections are accepted.
    /// - Returns: the server, not yet running.
    package func server(
        at address: ServingAddress,
        logger: Logger,
        whenBound: @escaping @Sendable (BoundAddress) async -> Void = { _ in }
    ) -> HTTPServer {
        HTTPServer(
            address: address,
            maximumBodyBytes: Self.maximumRequestBytes,
            logger: logger,
            whenBound: whenBound
        ) { [self] request in await respond(to: request) }
    }
}
