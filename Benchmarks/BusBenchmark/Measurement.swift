import Glibc
import ZeroMQBus

/// One measurement from start to printed line: the median and the 99th percentile of a round trip in microseconds (0 for
/// pubsub), messages per second, and this process's processor time per message in microseconds.
struct Measurement: Sendable {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let options: Options

    func run() async throws -> String {
        var template = Array("/tmp/tandem-bench-XXXXXX".utf8CString)
        guard let directory = mkdtemp(&template).map({ String(cString: $0) }) else {
            throw Failure(description: "cannot make a directory for the socket: error \(errno)")
        }
        defer { rmdir(directory) }
        let text = "ipc://\(directory)/bus"
        let pid = try startPeer(endpoint: text)
        defer { waitpid(pid, nil, 0) }
        return try await BusLoop.run(name: "bench") { loop in
            let endpoint = try Endpoint(parsing: text)
            return switch options.mode {
            case .latency: try await ask(on: loop, at: endpoint, window: 1)
            case .inflight: try await ask(on: loop, at: endpoint, window: Options.window)
            case .pubsub: try await subscribe(on: loop, at: endpoint)
            case .call: try await call(on: loop, at: endpoint)
            }
        }
    }

    private func startPeer(endpoint: String) throws -> pid_t {
        let arguments = [
            "BusBenchmark", options.mode.rawValue, "\(options.bytes)", "\(options.count)", "peer", endpoint,
        ]
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var pid = pid_t()
        let code = posix_spawn(&pid, "/proc/self/exe", nil, nil, &pointers, environ)
        guard code == 0 else { throw Failure(description: "cannot start the other side: error \(code)") }
        return pid
    }

    /// Keeps `window` requests in flight and notes how long each took.
    private func ask(on loop: BusLoop, at endpoint: Endpoint, window: Int) async throws -> String {
        let peer = try PeerSocket(loop: loop, connect: endpoint, limits: Options.limits)
        let body = [UInt8](repeating: 0, count: options.bytes)
        let total = options.count + Options.warmUp
        var sent_ns = [UInt64](repeating: 0, count: total)
        var times_ns = [UInt64](repeating: 0, count: total)
        var start = Clocks()
        var out = 0
        for received in 0..<total {
            if received == Options.warmUp { start = Clocks() }
            while out < total && out - received < window {
                sent_ns[out] = Clocks.monotonic_ns()
                try peer.send(id: UInt64(out + 1), body: body)
                out += 1
            }
            _ = try await peer.receive()
            times_ns[received] = Clocks.monotonic_ns() - sent_ns[received]
        }
        return report(times_ns.dropFirst(Options.warmUp), since: start)
    }

    private func call(on loop: BusLoop, at endpoint: Endpoint) async throws -> String {
        let caller = try Caller(loop: loop, connect: endpoint, limits: Options.limits)
        let body = [UInt8](repeating: 0, count: options.bytes)
        var times_ns: [UInt64] = []
        times_ns.reserveCapacity(options.count)
        var start = Clocks()
        for number in 0..<(options.count + Options.warmUp) {
            let before_ns = Clocks.monotonic_ns()
            if number == Options.warmUp { start = Clocks() }
            _ = try await caller.call(body, attemptTimeout_ms: 5_000)
            if number >= Options.warmUp { times_ns.append(Clocks.monotonic_ns() - before_ns) }
        }
        return report(times_ns[...], since: start)
    }

    private func subscribe(on loop: BusLoop, at endpoint: Endpoint) async throws -> String {
        let subscriber = try Subscriber(loop: loop, limits: Options.subscriberLimits)
        try subscriber.subscribe("price")
        try subscriber.connect(endpoint)
        let go = try PeerSocket(loop: loop, connect: Options.goEndpoint(of: endpoint), limits: Options.limits)
        _ = try await subscriber.receive()
        try go.send(id: 0, body: [])
        var start = Clocks()
        var received = 0
        while received < options.count {
            let message = try await subscriber.receive()
            if message.topic == Options.greeting { continue }
            received += 1
            if received == 1 { start = Clocks() }
        }
        let rest = start.rest(of: options.count - 1)
        try go.send(id: 0, body: [])
        return "0 0 \(rest)"
    }

    private func report(_ times_ns: ArraySlice<UInt64>, since start: Clocks) -> String {
        let rest = start.rest(of: times_ns.count)
        let sorted = times_ns.sorted()
        func microseconds(_ index: Int) -> Double { Double(sorted[index] / 10) / 100 }
        return "\(microseconds(sorted.count / 2)) \(microseconds(sorted.count * 99 / 100)) \(rest)"
    }
}
