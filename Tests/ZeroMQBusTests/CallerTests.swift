import Testing

@testable import ZeroMQBus

@Suite(.timeLimit(.minutes(1))) struct CallerTests {
    @Test func answersReachTheirRequest() async throws {
        try await withTemporaryBus { loop, directory in
            let node = try EchoNode(loop, try directory.endpoint("service"))
            let answer = try await node.call(Array("hello".utf8))
            #expect(answer == Array("hello".utf8))
            #expect(node.loop.isOnThread)
        }
    }

    @Test func manyCallsInFlightEachGetTheirOwnAnswer() async throws {
        let wrong = try await withTemporaryBus { loop, directory in
            let node = try EchoNode(loop, try directory.endpoint("service"))
            return await withTaskGroup(of: Bool.self) { group in
                for number in 0..<200 {
                    let body = Array("request \(number)".utf8)
                    group.addTask { (try? await node.call(body)) == body }
                }
                return await group.reduce(into: 0) { count, isRight in count += isRight ? 0 : 1 }
            }
        }
        #expect(wrong == 0)
    }
}

/// A node whose service and caller live on one loop.
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

    private func serve() async { await echo(service) }

    func call(_ body: [UInt8]) async throws -> [UInt8] {
        try await caller.call(body, attemptTimeout_ms: 1_000)
    }
}
