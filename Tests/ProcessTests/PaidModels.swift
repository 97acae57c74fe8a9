import Foundation
import Glibc
import Testing

/// A provider that has to be paid, as the agents see it: the simulator on a port, with keys and a log of requests.
struct PaidModels {
    static let secret = "sk-CANARY-77f1c0a9"

    let requestLog: String
    /// For the agents.
    let settings: [String]

    /// - Parameters:
    ///   - pipeline: whose folder holds keys and log.
    ///   - key: what both agents send.
    ///   - script: what goes wrong, in the simulator's form.
    ///   - latency_ms: of an answer.
    /// - Throws: when a file cannot be written or the simulator does not start.
    init(
        _ pipeline: Pipeline,
        key: String = secret,
        script: String = "",
        latency_ms: Int = 0
    ) async throws {
        requestLog = "\(pipeline.folder)/requests"
        let (keyFile, scriptFile) = ("\(pipeline.folder)/key", "\(pipeline.folder)/script")
        _ = FileManager.default.createFile(
            atPath: keyFile,
            contents: Data("\(key)\n".utf8),
            attributes: [.posixPermissions: 0o600]
        )
        try script.write(toFile: scriptFile, atomically: true, encoding: .utf8)
        let port = try Self.freePort()
        try pipeline.start(
            "llm-simulator",
            [
                "--account", "provider", "--port", "\(port)", "--latency-ms", "\(latency_ms)", "--requests", requestLog,
                "--fault-script", scriptFile,
            ]
        )
        settings = [
            "deepseek.base_url=http://127.0.0.1:\(port)", "deepseek.key_file=\(keyFile)",
            "qwen.base_url=http://127.0.0.1:\(port)/compatible-mode/v1", "qwen.key_file=\(keyFile)",
            "cost.skip_quiet=false", "cost.cache_minutes=0", "fusion.decision_ttl_seconds=0",
        ]
        let hasStarted = try await eventually { Self.isListening(port) ? true : nil }
        try #require(hasStarted != nil, "the simulator does not listen on port \(port)")
    }

    /// Lines of the simulator's log: number, path, fault.
    var requests: [[Substring]] {
        let text = FileManager.default.contents(atPath: requestLog).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return text.split(separator: "\n").map { $0.split(separator: " ") }
    }

    private static func address(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return address
    }

    private static func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = address(0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
            }
        }
        try #require(isBound)
        return UInt16(bigEndian: address.sin_port)
    }

    private static func isListening(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = address(port)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}

extension Pipeline {
    /// One call as the agent's file has it.
    struct StoredCall {
        let time_ms: Int64
        let channel: String
        let isRepair: Bool
        let reserved_nanoUSD: Int64
        /// `nil`: it never came back.
        let cost_nanoUSD: Int64?
        let status: Int64?
        let failure: String?

        var spent_nanoUSD: Int64 { cost_nanoUSD ?? reserved_nanoUSD }
    }

    /// The calls of an agent, in order; only after ``down()``.
    func calls(of slot: String) throws -> [StoredCall] {
        let sql = """
            SELECT time_ms, channel, is_repair, reserved_nano_usd, cost_nano_usd, status, failure FROM call
            ORDER BY position, channel, part, is_repair
            """
        return try StoredRows.read("\(folder)/data/t/llm-\(slot)-1.sqlite", sql).map { row in
            StoredCall(
                time_ms: row[0].integer,
                channel: row[1].text,
                isRepair: row[2].integer == 1,
                reserved_nanoUSD: row[3].integer,
                cost_nanoUSD: row[4] == .null ? nil : row[4].integer,
                status: row[5] == .null ? nil : row[5].integer,
                failure: row[6] == .null ? nil : row[6].text
            )
        }
    }
}
