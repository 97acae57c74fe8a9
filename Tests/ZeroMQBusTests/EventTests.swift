import CZeroMQ
import Testing

@testable import ZeroMQBus

@Suite(.timeLimit(.minutes(1))) struct EventTests {
    @Test func filtersSeparateTopics() async throws {
        let topics = try await withTemporaryBus { loop, directory in
            let endpoint = try directory.endpoint("events")
            let publisher = try Publisher(loop: loop, bind: endpoint, limits: testLimits)
            let subscriber = try Subscriber(loop: loop, limits: testLimits)
            try subscriber.connect(endpoint)
            try subscriber.subscribe("price.BTC")
            try subscriber.subscribe("end")
            try await join(publisher, subscriber, on: loop)
            for topic in ["price.BTC", "price.ETH", "price.BTCDOM", "candle.BTC", "end.now"] {
                try publisher.publish(topic: topic, body: Array(topic.utf8))
            }
            var topics: [String] = []
            while topics.last != "end.now" {
                let message = try await subscriber.receive()
                #expect(message.body == Array(message.topic.utf8))
                topics.append(message.topic)
            }
            return topics
        }
        #expect(topics == ["price.BTC", "price.BTCDOM", "end.now"])
    }

    @Test func oneSubscriberHearsManyPublishers() async throws {
        let heard = try await withTemporaryBus { loop, directory in
            let names = ["a", "b", "c"]
            let publishers = try names.map { name in
                try Publisher(loop: loop, bind: try directory.endpoint(name), limits: testLimits)
            }
            let subscriber = try Subscriber(loop: loop, limits: testLimits)
            for name in names { try subscriber.connect(try directory.endpoint(name)) }
            try subscriber.subscribe("")
            for publisher in publishers { try await join(publisher, subscriber, on: loop) }
            while try await drain(subscriber, on: loop) > 0 {}
            for (name, publisher) in zip(names, publishers) { try publisher.publish(topic: name, body: []) }
            var heard: Set<String> = []
            while heard.count < names.count { heard.insert(try await subscriber.receive().topic) }
            return heard
        }
        #expect(heard == ["a", "b", "c"])
    }

    @Test func foreignMessagesAreCountedAndSkipped() async throws {
        try await withTemporaryBus { loop, directory in
            let endpoint = try directory.endpoint("events")
            let stranger = try SocketCore(loop: loop, kind: .publish, limits: testLimits)
            try stranger.bind(endpoint)
            let subscriber = try Subscriber(loop: loop, limits: testLimits)
            try subscriber.connect(endpoint)
            try subscriber.subscribe("")
            try await loop.sleep(milliseconds: 50)

            try stranger.send([1], more: false)
            try stranger.send([1], more: true)
            try stranger.send([2], more: true)
            try stranger.send([3], more: false)
            try stranger.send([0xC3, 0x28], more: true)
            try stranger.send([1], more: false)
            try stranger.send([65], more: true)
            try stranger.send([UInt8](repeating: 0, count: testLimits.maximumMessageBytes + 1), more: false)
            for number in 0..<20 {
                try stranger.send([66], more: number < 19)
            }
            try stranger.send([], more: true)
            try stranger.send([], more: false)

            let message = try await subscriber.receive()
            #expect(message.topic == "" && message.body == [])
            #expect(subscriber.refused == 5)
        }
    }

    @Test func anOversizeBodyIsNotSent() async throws {
        try await withTemporaryBus { loop, directory in
            let publisher = try Publisher(loop: loop, bind: try directory.endpoint("events"), limits: testLimits)
            try publisher.publish(topic: "x", body: [UInt8](repeating: 0, count: 4_096))
            #expect(throws: BusError.tooLarge(bytes: 4_097, limit: 4_096)) {
                try publisher.publish(topic: "x", body: [UInt8](repeating: 0, count: 4_097))
            }
            #expect(publisher.sent == 1)
        }
    }

    @Test func aSleepingSubscriberFillsTheQueueOnlyOfALosslessFeed() async throws {
        try await withTemporaryBus { loop, directory in
            for overflow in [Publisher.Overflow.refuse, .dropForSlowSubscribers] {
                let endpoint = try directory.endpoint("events-\(overflow)")
                let publisher = try Publisher(loop: loop, bind: endpoint, limits: testLimits, overflow: overflow)
                let subscriber = try Subscriber(loop: loop, limits: testLimits)
                try subscriber.connect(endpoint)
                try subscriber.subscribe("")
                try await join(publisher, subscriber, on: loop)
                var isFull = false
                let body = [UInt8](repeating: 0, count: 4_096)
                for _ in 0..<5_000 where !isFull {
                    do throws(BusError) {
                        try publisher.publish(topic: "flood", body: body)
                    } catch {
                        #expect(error == .full)
                        isFull = true
                    }
                }
                #expect(isFull == (overflow == .refuse))
                #expect(publisher.dropped == (overflow == .refuse ? 1 : 0))
            }
        }
    }

    @Test func aPublisherThatWaitsForRoomLosesNothing() async throws {
        let (received, isStuck) = try await withTemporaryBus { loop, directory in
            let node = try FeedNode(loop, try directory.endpoint("events"), overflow: .refuse)
            try await node.join()
            let flood = Task(executorPreference: loop) { try await node.flood(count: 20_000, bytes: 1_024) }
            try await loop.sleep(milliseconds: 50)
            let isStuck = await node.sent < 20_000
            var received = 0
            while received < 20_000 {
                #expect(try await node.receive() == "\(received)")
                received += 1
            }
            try await flood.value
            return (received, isStuck)
        }
        #expect(received == 20_000)
        #expect(isStuck)
    }

    @Test func aCancelledReceiveLeavesTheSocketUsable() async throws {
        try await withTemporaryBus { loop, directory in
            let node = try FeedNode(loop, try directory.endpoint("events"))
            try await node.join()
            for _ in 0..<50 {
                let waiting = Task(executorPreference: loop) { try await node.receive() }
                try await loop.sleep(milliseconds: 1)
                waiting.cancel()
                #expect(await failure(of: waiting) == .cancelled)
            }
            try await node.publish("after")
            #expect(try await node.receive() == "after")
        }
    }

    @Test func aReceiveEndsAtItsDeadline() async throws {
        try await withTemporaryBus { loop, directory in
            let subscriber = try Subscriber(loop: loop, limits: testLimits)
            try subscriber.connect(try directory.endpoint("nobody"))
            let deadline_ms = BusLoop.monotonicMilliseconds() + 20
            var caught: BusError?
            do throws(BusError) {
                _ = try await subscriber.receive(until: deadline_ms)
            } catch {
                caught = error
            }
            #expect(caught == .timedOut)
            #expect(BusLoop.monotonicMilliseconds() >= deadline_ms)
        }
    }

    @Test func closingEndsAWaitingReceive() async throws {
        let error = try await withTemporaryBus { loop, directory in
            let node = try FeedNode(loop, try directory.endpoint("events"))
            let waiting = Task(executorPreference: loop) { try await node.receive() }
            try await loop.sleep(milliseconds: 10)
            await node.close()
            return await failure(of: waiting)
        }
        #expect(error == .closed)
    }
}

/// Publishes until the subscriber hears it, because a subscription takes a moment to arrive.
private func join(_ publisher: Publisher, _ subscriber: Subscriber, on loop: BusLoop) async throws {
    for topic in ["price.BTC", "events"] {
        for _ in 0..<200 {
            try publisher.publish(topic: topic, body: [])
            try await loop.sleep(milliseconds: 5)
            if try subscriber.tryReceive() != nil {
                while try await drain(subscriber, on: loop) > 0 {}
                return
            }
            if topic == "price.BTC" { continue }
        }
    }
    Issue.record("the subscriber never heard the publisher")
}

/// Takes everything that arrives within a few milliseconds.
private func drain(_ subscriber: Subscriber, on loop: BusLoop) async throws -> Int {
    try await loop.sleep(milliseconds: 5)
    var count = 0
    while try subscriber.tryReceive() != nil { count += 1 }
    return count
}

/// A publisher and its subscriber on one loop.
private actor FeedNode {
    nonisolated let loop: BusLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    private let publisher: Publisher
    private let subscriber: Subscriber

    init(
        _ loop: BusLoop,
        _ endpoint: Endpoint,
        overflow: Publisher.Overflow = .dropForSlowSubscribers
    ) throws {
        self.loop = loop
        publisher = try Publisher(loop: loop, bind: endpoint, limits: testLimits, overflow: overflow)
        subscriber = try Subscriber(loop: loop, limits: testLimits)
        try subscriber.connect(endpoint)
        try subscriber.subscribe("")
    }

    func join() async throws { try await ZeroMQBusTests.join(publisher, subscriber, on: loop) }
    func publish(_ topic: String) throws { try publisher.publish(topic: topic, body: []) }
    func receive() async throws(BusError) -> String { try await subscriber.receive().topic }
    func close() { subscriber.close() }

    var sent: UInt64 { publisher.sent }

    func flood(count: Int, bytes: Int) async throws {
        let body = [UInt8](repeating: 0, count: bytes)
        for number in 0..<count { try await publisher.publish(topic: "\(number)", body: body, until: nil) }
    }
}
