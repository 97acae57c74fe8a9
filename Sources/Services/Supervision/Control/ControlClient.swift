internal import CProcess
internal import FoundationEssentials
internal import Glibc

/// Asks supervisors, one request a connection.
package struct ControlClient: Sendable {
    package let directory: RunDirectory
    /// How long an answer may take.
    private let timeoutMilliseconds: Int

    package init(directory: RunDirectory, timeoutMilliseconds: Int = 2_000) {
        self.directory = directory
        self.timeoutMilliseconds = timeoutMilliseconds
    }

    /// Sends a request to the supervisor of `name` and waits for its answer.
    ///
    /// - Throws: ``SupervisionError`` when there is none or it does not answer. A refusal is part of the answer.
    package func ask(_ name: SupervisedName, _ request: ControlRequest) throws(SupervisionError) -> ControlReply {
        switch UnixSocket.connect(to: try directory.socketPath(of: name), timeoutMilliseconds: timeoutMilliseconds) {
        case .failure:
            let running = statuses().map(\.name)
            throw .notRunning(name: name.text, directory: directory.path, running: running)
        case .success(let descriptor):
            defer { close(descriptor) }
            guard let reply = exchange(request, over: descriptor) else { throw .noAnswer(name: name.text) }
            return reply
        }
    }

    /// The state of every supervisor that answers, by name.
    package func statuses() -> [ControlReply] {
        survey().replies
    }

    /// The state of every supervisor, and the names and pids of those that are there but do not answer, such as a
    /// stopped one. A socket that nobody listens on is passed over.
    package func survey() -> (replies: [ControlReply], silent: [SilentSupervisor]) {
        var replies: [ControlReply] = []
        var silent: [SilentSupervisor] = []
        for name in directory.names() {
            guard let path = try? directory.socketPath(of: name),
                case .success(let descriptor) = UnixSocket.connect(to: path, timeoutMilliseconds: timeoutMilliseconds)
            else { continue }
            if let reply = exchange(ControlRequest(.status), over: descriptor) {
                replies.append(reply)
            } else {
                silent.append(SilentSupervisor(name: name.text, pid: cprocess_peer(descriptor)))
            }
            close(descriptor)
        }
        return (replies, silent)
    }

    /// Asks, then waits until everything the request began is over.
    ///
    /// - Parameters:
    ///   - name: whose supervisor.
    ///   - request: what to do.
    ///   - limit: how long to wait for the end of it.
    /// - Returns: the last state, and why any part failed (`nil` when all succeeded or none was begun).
    /// - Throws: ``SupervisionError`` when it does not answer.
    package func perform(
        _ name: SupervisedName,
        _ request: ControlRequest,
        within limit: Duration
    ) throws(SupervisionError) -> (reply: ControlReply, failure: String?) {
        let first = try ask(name, request)
        if let refusal = first.refusal { return (first, refusal) }
        let deadline = MonotonicInstant.now().advanced(by: limit)
        var reply = first
        while true {
            let begun = reply.instances.compactMap(\.operation).filter { first.operations.contains($0.number) }
            if begun.count < first.operations.count { return (reply, "a later request replaced it") }
            if let failure = begun.compactMap(\.failure).first { return (reply, failure) }
            if begun.allSatisfy({ !$0.isRunning }) { return (reply, nil) }
            guard MonotonicInstant.now() < deadline else {
                return (reply, "not done within \(limit.wholeMilliseconds) ms; it goes on, see 'tandem ps'")
            }
            usleep(20_000)
            reply = try ask(name, ControlRequest(.status))
        }
    }

    private func exchange(_ request: ControlRequest, over descriptor: Int32) -> ControlReply? {
        guard var line = try? JSONEncoder().encode(request) else { return nil }
        line.append(0x0A)
        guard
            line.withUnsafeBytes({ send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) })
                == line.count
        else { return nil }
        var answer: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while answer.last != 0x0A, answer.count < ControlServer.replyLimit {
            let count = read(descriptor, &chunk, chunk.count)
            guard count > 0 else { return nil }
            answer += chunk[..<count]
        }
        return try? JSONDecoder().decode(ControlReply.self, from: Data(answer))
    }
}
