@testable import ZeroMQBus

/// A node whose service answers every request with its own body, and a caller of it, on one loop.
actor EchoNode {
    nonisolated let loop: BusLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    private let service: ServiceSocket
    private let caller: Caller

    init(_ loop: BusLoop, _ endpoint: Endpoint) throws {
        self.loop = loop
        service = try ServiceSocket(loop: loop, bind: endpoint, limits: testLimits)
        caller = try Caller(loop: loop, connect: endpoint, limits: testLimits)
        Task(executorPreference: loop) { await self.serve() }
    }

    func call(_ body: [UInt8]) async throws -> [UInt8] {
        try await caller.call(body, attemptTimeout_ms: 5_000)
    }

    private func serve() async {
        do {
            while true {
                let request = try await service.receive()
                try await service.send(to: request.peer, id: request.id, body: request.body, until: .max)
            }
        } catch {
            // The end of the bus ends the service.
        }
    }
}
