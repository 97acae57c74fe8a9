import Testing

@testable import ZeroMQBus

/// The kernel gives the lowest free number, so a leak in each cycle would end far above. Other tests run beside, and
/// libzmq closes in the background, so the numbers may take a moment to come down.
@Suite(.serialized, .timeLimit(.minutes(1))) struct LeakTests {
    @Test func aThousandSocketsLeaveNoDescriptor() async throws {
        let (early, late) = try await withTemporaryBus { loop, directory in
            let endpoint = try directory.endpoint("service")
            func probe() throws -> Int32 {
                let probe = try SocketCore(loop: loop, kind: .dealer, limits: testLimits)
                defer { probe.close() }
                return probe.descriptor
            }
            let early = try probe()
            for _ in 0..<1_000 {
                let service = try ServiceSocket(loop: loop, bind: endpoint, limits: testLimits)
                let peer = try PeerSocket(loop: loop, connect: endpoint, limits: testLimits)
                try peer.send(id: 1, body: [1])
                _ = try await service.receive()
                peer.close()
                service.close()
            }
            var late = try probe()
            for _ in 0..<1_000 where late > early + 200 {
                try await loop.sleep(milliseconds: 5)
                late = try probe()
            }
            return (early, late)
        }
        #expect(late <= early + 200)
    }

    @Test func fourHundredLoopsLeaveNoDescriptor() async throws {
        var wakeDescriptors: [Int32] = []
        for _ in 0..<400 {
            wakeDescriptors.append(try await BusLoop.run(name: "cycle") { loop in loop.wakeDescriptor })
        }
        let early = try #require(wakeDescriptors.prefix(50).min())
        let late = try #require(wakeDescriptors.suffix(50).min())
        #expect(late < early + 200)
    }
}
