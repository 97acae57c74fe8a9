import Synchronization
import Testing

@testable import ZeroMQBus

@Suite(.timeLimit(.minutes(1))) struct ServiceTests {
    @Test func bothSidesMaySpeakFirst() async throws {
        try await withTemporaryBus { loop, directory in
            let endpoint = try directory.endpoint("service")
            let service = try ServiceSocket(loop: loop, bind: endpoint, limits: testLimits)
            let agent = try PeerSocket(loop: loop, connect: endpoint, limits: testLimits)

            try agent.send(id: 0, body: Array("register".utf8))
            let registration = try await service.receive()
            #expect(registration.id == 0 && registration.body == Array("register".utf8))
            try service.send(to: registration.peer, id: .max, body: Array("decide".utf8))
            let request = try await agent.receive()
            #expect(request.id == .max && request.body == Array("decide".utf8))
            try agent.send(id: request.id, body: [])
            let answer = try await service.receive()
            #expect(answer.peer == registration.peer && answer.id == .max && answer.body == [])
        }
    }

    @Test func anIdentifierIsEightBytesMostSignificantFirst() async throws {
        try await withTemporaryBus { loop, directory in
            let endpoint = try directory.endpoint("service")
            let service = try ServiceSocket(loop: loop, bind: endpoint, limits: testLimits)
            let stranger = try SocketCore(loop: loop, kind: .dealer, limits: testLimits)
            try stranger.connect(endpoint)
            try stranger.send([1, 2, 3, 4, 5, 6, 7, 8], more: true)
            try stranger.send([9], more: false)
            let request = try await service.receive()
            #expect(request.id == 0x0102_0304_0506_0708)
            try service.send(to: request.peer, id: request.id + 1, body: [10])
            try await stranger.waitUntilReadable(deadline_ms: nil)
            #expect(try stranger.tryReceive(frames: 2) == .whole)
            #expect(Array(stranger.frame(0)) == [1, 2, 3, 4, 5, 6, 7, 9])
            #expect(Array(stranger.frame(1)) == [10])
        }
    }

    @Test func malformedRequestsAreCountedAndTheLinkSurvives() async throws {
        try await withTemporaryBus { loop, directory in
            let endpoint = try directory.endpoint("service")
            let service = try ServiceSocket(loop: loop, bind: endpoint, limits: testLimits)
            let stranger = try SocketCore(loop: loop, kind: .dealer, limits: testLimits)
            try stranger.connect(endpoint)
            let id: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 1]
            let foreign: [[[UInt8]]] = [
                [[]], [id], [[1], id], [id, [1], [2]], [[], id, [1]], [id + [0], [1]],
                [id, [UInt8](repeating: 0, count: testLimits.maximumMessageBytes + 1)],
                Array(repeating: [7], count: 50),
            ]
            for message in foreign {
                for (index, frame) in message.enumerated() {
                    try stranger.send(frame, more: index < message.count - 1)
                }
            }
            try stranger.send(id, more: true)
            try stranger.send([42], more: false)
            let request = try await service.receive()
            #expect(request.id == 1 && request.body == [42])
            #expect(service.refused == UInt64(foreign.count))
        }
    }

    @Test func aHugeFrameCostsThatPeerItsConnectionAndNobodyElse() async throws {
        try await withTemporaryBus { loop, directory in
            let endpoint = try directory.endpoint("service")
            let service = try ServiceSocket(loop: loop, bind: endpoint, limits: testLimits)
            let neighbour = try PeerSocket(loop: loop, connect: endpoint, limits: testLimits)
            let stranger = try SocketCore(loop: loop, kind: .dealer, limits: testLimits)
            try stranger.connect(endpoint)
            try neighbour.send(id: 1, body: [1])
            let peer = try await service.receive().peer
            try stranger.send([0, 0, 0, 0, 0, 0, 0, 2], more: true)
            try stranger.send([UInt8](repeating: 0, count: 1 << 20), more: false)
            try await loop.sleep(milliseconds: 30)
            try stranger.send([0, 0, 0, 0, 0, 0, 0, 3], more: true)
            try stranger.send([3], more: false)
            try neighbour.send(id: 4, body: [4])
            var seen: [UInt64: PeerID] = [:]
            while seen.count < 2 {
                let request = try await service.receive()
                seen[request.id] = request.peer
            }
            #expect(seen[4] == peer)
            #expect(seen[3] != nil && seen[2] == nil)
        }
    }

    @Test func sendingToAnUnknownPeerIsAnError() async throws {
        try await withTemporaryBus { loop, directory in
            let endpoint = try directory.endpoint("service")
            let service = try ServiceSocket(loop: loop, bind: endpoint, limits: testLimits)
            #expect(throws: BusError.unroutable) {
                try service.send(to: PeerID(bytes: [0, 1, 2, 3, 4]), id: 1, body: [1])
            }
            let peer = try PeerSocket(loop: loop, connect: endpoint, limits: testLimits)
            try peer.send(id: 1, body: [])
            let gone = try await service.receive().peer
            try service.send(to: gone, id: 1, body: [])
            peer.close()
            try await loop.sleep(milliseconds: 50)
            #expect(try service.tryReceive() == nil)
            #expect(throws: BusError.unroutable) { try service.send(to: gone, id: 1, body: []) }
        }
    }

    @Test func aPeerThatDoesNotReadIsFullAndTheOthersAreServed() async throws {
        try await withTemporaryBus { loop, directory in
            let endpoint = try directory.endpoint("service")
            let service = try ServiceSocket(loop: loop, bind: endpoint, limits: testLimits)
            let asleep = try PeerSocket(loop: loop, connect: endpoint, limits: testLimits)
            let awake = try PeerSocket(loop: loop, connect: endpoint, limits: testLimits)
            try asleep.send(id: 1, body: [])
            let sleeper = try await service.receive().peer
            try awake.send(id: 2, body: [])
            let reader = try await service.receive().peer
            let body = [UInt8](repeating: 0, count: 4_096)
            #expect(throws: BusError.full) {
                for _ in 0..<5_000 { try service.send(to: sleeper, id: 1, body: body) }
            }
            try service.send(to: reader, id: 2, body: [5])
            #expect(try await awake.receive().body == [5])
        }
    }

    @Test func anOversizeAnswerIsRefusedBeforeAnyFrameGoesOut() async throws {
        try await withTemporaryBus { loop, directory in
            let endpoint = try directory.endpoint("service")
            let service = try ServiceSocket(loop: loop, bind: endpoint, limits: testLimits)
            let peer = try PeerSocket(loop: loop, connect: endpoint, limits: testLimits)
            try peer.send(id: 1, body: [])
            let asker = try await service.receive().peer
            #expect(throws: BusError.tooLarge(bytes: 4_097, limit: 4_096)) {
                try service.send(to: asker, id: 1, body: [UInt8](repeating: 0, count: 4_097))
            }
            try service.send(to: asker, id: 1, body: [6])
            #expect(try await peer.receive().body == [6])
        }
    }

    @Test func aFullQueueDoesNotStarveTimers() async throws {
        let turns = try await withTemporaryBus { loop, directory in
            let endpoint = try directory.endpoint("service")
            let service = try ServiceSocket(loop: loop, bind: endpoint, limits: .service)
            let peer = try PeerSocket(loop: loop, connect: endpoint, limits: .service)
            for number: UInt64 in 1...900 { try peer.send(id: number, body: []) }
            try await loop.sleep(milliseconds: 50)
            let turns = TurnCounter()
            let other = Task(executorPreference: loop) {
                while true {
                    try await loop.sleep(until: 0)
                    turns.count.add(1, ordering: .relaxed)
                }
            }
            for number: UInt64 in 1...900 { #expect(try await service.receive().id == number) }
            let taken = turns.count.load(ordering: .relaxed)
            other.cancel()
            return taken
        }
        // The others have a turn after each 128 receives in a row; the first one starts the task, the next its sleep.
        #expect(turns >= 3)
    }
}

private final class TurnCounter: Sendable {
    let count = Atomic<Int>(0)
}
