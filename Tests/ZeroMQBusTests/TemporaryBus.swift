import Glibc
import Testing

@testable import ZeroMQBus

/// Runs `body` on a loop of its own with a fresh directory for its sockets; both are gone afterwards.
func withTemporaryBus<R: Sendable>(
    _ body: @concurrent @Sendable (BusLoop, SocketDirectory) async throws -> R
) async throws -> R {
    let directory = try SocketDirectory()
    defer { directory.remove() }
    return try await BusLoop.run(name: "test-bus") { loop in try await body(loop, directory) }
}

/// A directory of mode 700 under the system's temporary one.
struct SocketDirectory: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/tandem-bus-XXXXXX".utf8CString)
        path = try #require(mkdtemp(&template).map { String(cString: $0) })
    }

    func endpoint(_ name: String) throws -> Endpoint { try .ipc(path: "\(path)/\(name)") }

    func remove() {
        if let directory = opendir(path) {
            while let entry = readdir(directory) {
                let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                }
                if name != "." && name != ".." { unlink("\(path)/\(name)") }
            }
            closedir(directory)
        }
        rmdir(path)
    }
}

/// Small, so that tests reach them.
let testLimits = SocketLimits(
    sendHighWaterMark: 100,
    receiveHighWaterMark: 100,
    maximumMessageBytes: 4_096,
    linger_ms: 100,
    reconnectInterval_ms: 5
)

/// Descriptors this process has open now.
func openDescriptorCount() -> Int {
    guard let directory = opendir("/proc/self/fd") else { return -1 }
    defer { closedir(directory) }
    var count = 0
    while readdir(directory) != nil { count += 1 }
    return count
}
