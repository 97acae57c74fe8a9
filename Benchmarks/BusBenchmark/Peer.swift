import ZeroMQBus

/// The other side of a measurement, in a process of its own.
struct Peer: Sendable {
    let options: Options
    let endpoint: String

    func run() async throws {
        try await BusLoop.run(name: "bench-peer") { loop in
            let endpoint = try Endpoint(parsing: endpoint)
            if options.mode == .pubsub {
                try await publish(on: loop, at: endpoint)
            } else {
                try await echo(on: loop, at: endpoint)
            }
        }
    }

    /// Returns every message to who sent it.
    private func echo(on loop: BusLoop, at endpoint: Endpoint) async throws {
        let service = try ServiceSocket(loop: loop, bind: endpoint, limits: Options.limits)
        for _ in 0..<(options.count + Options.warmUp) {
            let request = try await service.receive()
            try service.send(to: request.peer, id: request.id, body: request.body)
        }
    }

    /// Sends greetings until the subscriber says that it hears them, then as fast as its queue empties.
    private func publish(on loop: BusLoop, at endpoint: Endpoint) async throws {
        let publisher = try Publisher(loop: loop, bind: endpoint, limits: Options.limits, overflow: .refuse)
        let service = try ServiceSocket(loop: loop, bind: Options.goEndpoint(of: endpoint), limits: Options.limits)
        while try service.tryReceive() == nil {
            try publisher.publish(topic: Options.greeting, body: [])
            try await loop.sleep(milliseconds: 2)
        }
        let body = [UInt8](repeating: 0, count: options.bytes)
        for _ in 0..<options.count { try await publisher.publish(topic: Options.topic, body: body, until: nil) }
        // Stay until the subscriber is done: over ipc, libzmq loses what is under way when the sender closes (issue 4660).
        _ = try await service.receive()
    }
}
