internal import CProcess
internal import FoundationEssentials
internal import Glibc

/// The control socket of one supervisor. It belongs to the supervisor's thread and never blocks it.
struct ControlServer {
    /// Longest request in bytes.
    static let requestLimit = 65_536
    /// Longest answer in bytes; 64 instances fit.
    static let replyLimit = 1_048_576
    /// Most connections at once; one more is closed unread.
    private static let connectionLimit = 16
    /// How long a connection may stay silent.
    private static let silenceLimit: Duration = .seconds(2)

    private struct Connection {
        var received: [UInt8] = []
        let deadline: MonotonicInstant
    }

    let listener: Int32
    private let path: String
    private var connections: [Int32: Connection] = [:]

    /// Binds the socket of `name`, in place of one left over from a supervisor that was killed.
    ///
    /// - Throws: ``SupervisionError`` when a supervisor answers there already, or the folder is unfit.
    init(name: SupervisedName, directory: RunDirectory) throws(SupervisionError) {
        try directory.prepare()
        path = try directory.socketPath(of: name)
        // Two starts at once must not both find the old socket dead: the folder itself is the lock, for this moment.
        let lock = open(directory.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard lock >= 0, flock(lock, LOCK_EX) == 0 else {
            throw .system(call: "lock", path: directory.path, cause: String(cString: strerror(errno)))
        }
        defer { close(lock) }
        try Self.removeLeftOver(path, name: name)
        switch UnixSocket.listen(at: path) {
        case .success(let descriptor): listener = descriptor
        case .failure(let failure): throw .system(call: "bind", path: path, cause: failure.cause)
        }
    }

    private static func removeLeftOver(_ path: String, name: SupervisedName) throws(SupervisionError) {
        var info = stat()
        guard lstat(path, &info) == 0 else { return }
        guard info.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path: path) }
        switch UnixSocket.connect(to: path, timeoutMilliseconds: 500) {
        case .success(let descriptor):
            let peer = cprocess_peer(descriptor)
            close(descriptor)
            throw .alreadyKept(name: name.text, pid: peer > 0 ? peer : nil)
        case .failure: unlink(path)
        }
    }

    /// Every descriptor to poll for reading.
    var descriptors: [Int32] { [listener] + connections.keys }

    var nextDeadline: MonotonicInstant? { connections.values.map(\.deadline).min() }

    mutating func accept(at now: MonotonicInstant) {
        while true {
            let descriptor = cprocess_accept(listener)
            guard descriptor >= 0 else { return }
            guard connections.count < Self.connectionLimit else {
                close(descriptor)
                continue
            }
            connections[descriptor] = Connection(deadline: now.advanced(by: Self.silenceLimit))
        }
    }

    /// Reads what has arrived, and answers when the request is whole.
    mutating func serve(_ descriptor: Int32, answer: (ControlRequest) -> ControlReply) {
        guard var connection = connections[descriptor] else { return }
        var chunk = [UInt8](repeating: 0, count: 4_096)
        let count = read(descriptor, &chunk, chunk.count)
        if count < 0, errno == EAGAIN { return }
        guard count > 0 else { return drop(descriptor) }
        connection.received += chunk[..<count]
        connections[descriptor] = connection
        guard let end = connection.received.firstIndex(of: 0x0A) else {
            if connection.received.count > Self.requestLimit { drop(descriptor) }
            return
        }
        let line = Data(connection.received[..<end])
        if let request = try? JSONDecoder().decode(ControlRequest.self, from: line),
            var reply = try? JSONEncoder().encode(answer(request))
        {
            reply.append(0x0A)
            let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
            // An answer fits the socket's buffer; a reader that does not take it gets a cut one, and refuses it.
            _ = reply.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, flags) }
        }
        drop(descriptor)
    }

    /// Closes connections that have been silent for too long.
    mutating func tick(at now: MonotonicInstant) {
        for (descriptor, connection) in connections where connection.deadline <= now { drop(descriptor) }
    }

    private mutating func drop(_ descriptor: Int32) {
        connections[descriptor] = nil
        close(descriptor)
    }

    /// Stops listening and removes the socket.
    mutating func shutDown() {
        for descriptor in connections.keys { close(descriptor) }
        connections = [:]
        close(listener)
        unlink(path)
    }
}
