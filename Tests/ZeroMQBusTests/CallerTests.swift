import Testing

@testable import ZeroMQBus

@Suite(.timeLimit(.minutes(1))) struct CallerTests {
    @Test func answersReachTheirRequest() async throws {
        try await withTemporaryBus { loop, directory in
            let node = try EchoNode(loop, try directory.endpoint("service"))
            let answer = try await node.call(Array("hello".utf8))
            #expect(answer == Array("hello".utf8))
        }
    }

    @Test func manyCallsInFlightEachGetTheirOwnAnswer() async throws {
        let wrong = try await withTemporaryBus { loop, directory in
            let node = try EchoNode(loop, try directory.endpoint("service"))
            return await withTaskGroup(of: Bool.self) { group in
                for number in 0..<1_000 {
                    let body = Array("request \(number)".utf8)
                    group.addTask { (try? await node.call(body)) == body }
                }
                return await group.reduce(into: 0) { count, isRight in count += isRight ? 0 : 1 }
            }
        }
        #expect(wrong == 0)
    }

    @Test func answersOutOfOrderReachTheirRequest() async throws {
        let answers = try await withTemporaryBus { loop, directory in
            let endpoint = try directory.endpoint("service")
            let service = try ServiceSocket(loop: loop, bind: endpoint, limits: testLimits)
            let node = try CallingNode(loop, endpoint)
            let calls = (1...3).map { number in
                Task(executorPreference: loop) { try await node.call([UInt8(number)]) }
            }
            var requests: [ServiceSocket.Inbound] = []
            while requests.count < 3 { requests.append(try await service.receive()) }
            for request in requests.reversed() {
                try service.send(to: request.peer, id: request.id, body: [request.body[0] * 10])
            }
            var answers: [[UInt8]] = []
            for call in calls { answers.append(try await call.value) }
            return answers
        }
        #expect(answers == [[10], [20], [30]])
    }

    @Test func aServiceThatDiedWithTheRequestGetsItAgain() async throws {
        try await withTemporaryBus { loop, directory in
            let endpoint = try directory.endpoint("service")
            let first = try ServiceSocket(loop: loop, bind: endpoint, limits: testLimits)
            let node = try CallingNode(loop, endpoint)
            let call = Task(executorPreference: loop) {
                try await node.call([7], attemptTimeout_ms: 30)
            }
            let lost = try await first.receive()
            first.close()
            let second = try ServiceSocket(loop: loop, bind: endpoint, limits: testLimits)
            let again = try await second.receive()
            #expect(again.id == lost.id && again.body == lost.body)
            try second.send(to: again.peer, id: again.id, body: [70])
            #expect(try await call.value == [70])
            #expect(await node.resent >= 1)
        }
    }

    @Test func aLateAnswerOverTheOldSocketStillCounts() async throws {
        try await withTemporaryBus { loop, directory in
            let endpoint = try directory.endpoint("service")
            let service = try ServiceSocket(loop: loop, bind: endpoint, limits: testLimits)
            let node = try CallingNode(loop, endpoint)
            // A second call keeps the first socket open while the first call moves on to a fresh one.
            let patient = Task(executorPreference: loop) {
                try await node.call([1], attemptTimeout_ms: 10_000)
            }
            let slow = Task(executorPreference: loop) {
                try await node.call([2], attemptTimeout_ms: 30)
            }
            var requests: [ServiceSocket.Inbound] = []
            while requests.count < 3 { requests.append(try await service.receive()) }
            #expect(requests.map(\.body) == [[1], [2], [2]])
            #expect(requests[1].peer != requests[2].peer)
            try service.send(to: requests[1].peer, id: requests[1].id, body: [20])
            #expect(try await slow.value == [20])
            try service.send(to: requests[0].peer, id: requests[0].id, body: [10])
            #expect(try await patient.value == [10])
        }
    }

    @Test func aStaleAnswerIsCountedAndIgnored() async throws {
        try await withTemporaryBus { loop, directory in
            let endpoint = try directory.endpoint("service")
            let service = try ServiceSocket(loop: loop, bind: endpoint, limits: testLimits)
            let node = try CallingNode(loop, endpoint)
            let call = Task(executorPreference: loop) { try await node.call([1]) }
            let request = try await service.receive()
            for _ in 0..<2 { try service.send(to: request.peer, id: request.id + 9, body: [9]) }
            for answer: UInt8 in [5, 6] { try service.send(to: request.peer, id: request.id, body: [answer]) }
            #expect(try await call.value == [5])
            try await loop.sleep(milliseconds: 20)
            #expect(await node.stale == 3)
        }
    }

    @Test func aCallEndsAtItsDeadlineWhenNobodyAnswers() async throws {
        try await withTemporaryBus { loop, directory in
            let node = try CallingNode(loop, try directory.endpoint("nobody"))
            let start_ms = BusLoop.monotonicMilliseconds()
            let call = Task(executorPreference: loop) {
                try await node.call([1], attemptTimeout_ms: 10, deadline_ms: start_ms + 100)
            }
            #expect(await failure(of: call) == .timedOut)
            #expect(BusLoop.monotonicMilliseconds() >= start_ms + 100)
            // 10 + 20 + 40 + the rest of the 100.
            #expect((2...4).contains(await node.resent))
        }
    }

    @Test func cancellingOneCallLeavesTheOthers() async throws {
        try await withTemporaryBus { loop, directory in
            let endpoint = try directory.endpoint("service")
            let service = try ServiceSocket(loop: loop, bind: endpoint, limits: testLimits)
            let node = try CallingNode(loop, endpoint)
            let calls = (1...2).map { number in
                Task(executorPreference: loop) { try await node.call([UInt8(number)]) }
            }
            var requests: [ServiceSocket.Inbound] = []
            while requests.count < 2 { requests.append(try await service.receive()) }
            calls[0].cancel()
            #expect(await failure(of: calls[0]) == .cancelled)
            for request in requests { try service.send(to: request.peer, id: request.id, body: request.body) }
            #expect(try await calls[1].value == [2])
        }
    }

    @Test func closingEndsWaitingCallsAndRefusesNewOnes() async throws {
        try await withTemporaryBus { loop, directory in
            let node = try CallingNode(loop, try directory.endpoint("nobody"))
            let call = Task(executorPreference: loop) { try await node.call([1]) }
            try await loop.sleep(milliseconds: 10)
            await node.close()
            #expect(await failure(of: call) == .closed)
            let late = Task(executorPreference: loop) { try await node.call([1]) }
            #expect(await failure(of: late) == .closed)
        }
    }

    @Test func anOversizeRequestIsNotSent() async throws {
        try await withTemporaryBus { loop, directory in
            let node = try CallingNode(loop, try directory.endpoint("nobody"))
            await #expect(throws: BusError.tooLarge(bytes: 4_097, limit: 4_096)) {
                try await node.call([UInt8](repeating: 0, count: 4_097))
            }
        }
    }
}

/// A node that only asks.
private actor CallingNode {
    nonisolated let loop: BusLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    private let caller: Caller
    var resent: UInt64 { caller.resent }
    var stale: UInt64 { caller.stale }

    init(_ loop: BusLoop, _ endpoint: Endpoint) throws {
        self.loop = loop
        caller = try Caller(loop: loop, connect: endpoint, limits: testLimits)
    }

    func call(
        _ body: [UInt8],
        attemptTimeout_ms: Int = 10_000,
        deadline_ms: Int64? = nil
    ) async throws(BusError) -> [UInt8] {
        try await caller.call(body, attemptTimeout_ms: attemptTimeout_ms, deadline_ms: deadline_ms)
    }

    func close() { caller.close() }
}
