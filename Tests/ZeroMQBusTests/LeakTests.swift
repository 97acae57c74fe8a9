import Testing

@testable import ZeroMQBus

/// Serialized among themselves; descriptors of tests that run beside are allowed for by counting in one directory.
@Suite(.serialized, .timeLimit(.minutes(1))) struct LeakTests {
    /// The kernel gives the lowest free number, so a leak of one in each cycle would end far above.
    @Test func aThousandSocketsLeaveNoDescriptor() async throws {
        let (early, late) = try await withTemporaryBus { loop, directory in
            let endpoint = try directory.endpoint("service")
            func cycle() async throws -> Int32 {
                let service = try ServiceSocket(loop: loop, bind: endpoint, limits: testLimits)
                let peer = try PeerSocket(loop: loop, connect: endpoint, limits: testLimits)
                try peer.send(id: 1, body: [1])
                _ = try await service.receive()
                peer.close()
                service.close()
                let probe = try SocketCore(loop: loop, kind: .dealer, limits: testLimits)
                defer { probe.close() }
                return probe.descriptor
            }
            var early: Int32 = 0
            for _ in 0..<50 { early = max(early, try await cycle()) }
            var late: Int32 = 0
            for _ in 0..<950 { late = max(late, try await cycle()) }
            return (early, late)
        }
        #expect(late < early + 300)
    }

    @Test func loopsLeaveNoThreadAndNoDescriptor() async throws {
        var wakeDescriptors: [Int32] = []
        for _ in 0..<100 {
            wakeDescriptors.append(try await BusLoop.run(name: "cycle") { loop in loop.wakeDescriptor })
        }
        let early = try #require(wakeDescriptors.prefix(10).max())
        let late = try #require(wakeDescriptors.suffix(10).max())
        #expect(late < early + 100)
    }
}
