import Glibc
import Testing

@testable import ZeroMQBus

@Suite(.timeLimit(.minutes(1))) struct EndpointTests {
    @Test(arguments: [
        "ipc:///run/tandem/x.events", "ipc://relative/x", "tcp://127.0.0.1:5555", "tcp://127.9.9.9:1",
        "tcp://127.0.0.1:65535",
    ])
    func acceptsWhatStaysOnThisMachine(text: String) throws {
        #expect(try Endpoint(parsing: text).description == text)
    }

    @Test(arguments: [
        ("", "neither"), ("inproc://x", "neither"), ("tcp://127.0.0.1", "neither"), ("tcp://127.0.0.1:x", "neither"),
        ("ipc://", "not the name of a file"), ("ipc://@abstract", "not the name of a file"),
        ("ipc://*", "not the name of a file"), ("ipc:///run/", "not the name of a file"),
        ("ipc:///a\u{0}b", "not the name of a file"),
        ("tcp://0.0.0.0:5555", "CURVE"), ("tcp://*:5555", "CURVE"), ("tcp://192.168.1.2:5555", "CURVE"),
        ("tcp://127.evil.example.com:5555", "CURVE"), ("tcp://127.0.0.256:5555", "CURVE"),
        ("tcp://example.com:5555", "CURVE"), ("tcp://[::]:5555", "CURVE"),
        ("tcp://127.0.0.1:0", "port"), ("tcp://127.0.0.1:65536", "port"), ("tcp://127.0.0.1:-1", "port"),
    ])
    func refusesTheRestAndSaysWhy(text: String, reason: String) {
        #expect(refusalText { () throws(BusError) in _ = try Endpoint(parsing: text) }.contains(reason))
    }

    @Test func localhostIsTheLoopbackAddress() throws {
        #expect(try Endpoint.tcp(host: "localhost", port: 7).description == "tcp://127.0.0.1:7")
    }

    @Test func aPathMayHave107BytesAndNotOneMore() throws {
        let longest = "/" + String(repeating: "x", count: 106)
        #expect(try Endpoint.ipc(path: longest).path == longest)
        let text = refusalText { () throws(BusError) in _ = try Endpoint.ipc(path: longest + "x") }
        #expect(text.contains("108 bytes") && text.contains("107"))
    }

    @Test func aRegularFileAtThePathIsRefusedAndStaysAsItIs() async throws {
        try await withTemporaryBus { loop, directory in
            let endpoint = try directory.endpoint("precious")
            let path = try #require(endpoint.path)
            let file = try #require(fopen(path, "w"))
            fputs("books", file)
            fclose(file)

            let text = refusalText { () throws(BusError) in
                _ = try Publisher(loop: loop, bind: endpoint, limits: testLimits)
            }

            #expect(text.contains(path) && text.contains("not a socket"))
            var info = stat()
            #expect(lstat(path, &info) == 0 && info.st_size == 5 && info.st_mode & S_IFMT == S_IFREG)
        }
    }

    @Test func aLinkAtThePathIsRefused() async throws {
        try await withTemporaryBus { loop, directory in
            let endpoint = try directory.endpoint("link")
            #expect(symlink("/nowhere", try #require(endpoint.path)) == 0)
            let text = refusalText { () throws(BusError) in
                _ = try ServiceSocket(loop: loop, bind: endpoint, limits: testLimits)
            }
            #expect(text.contains("not a socket"))
        }
    }

    @Test(arguments: [(mode_t(0o755), "755"), (0o770, "770"), (0o500, "500")])
    func aDirectoryOfAnotherModeIsRefused(mode: mode_t, text: String) async throws {
        try await withTemporaryBus { loop, directory in
            let endpoint = try directory.endpoint("x")
            chmod(directory.path, mode)
            defer { chmod(directory.path, 0o700) }
            let bind = refusalText { () throws(BusError) in
                _ = try ServiceSocket(loop: loop, bind: endpoint, limits: testLimits)
            }
            let connect = refusalText { () throws(BusError) in
                _ = try PeerSocket(loop: loop, connect: endpoint, limits: testLimits)
            }
            #expect(bind.contains("mode \(text)") && bind.contains("chmod 700"))
            #expect(connect == bind)
        }
    }

    @Test func aMissingDirectoryIsRefusedAlsoByConnect() async throws {
        try await withTemporaryBus { loop, directory in
            let endpoint = try Endpoint.ipc(path: directory.path + "/missing/x")
            let text = refusalText { () throws(BusError) in
                _ = try Caller(loop: loop, connect: endpoint, limits: testLimits)
            }
            #expect(text.contains("mkdir"))
        }
    }

    @Test func aBoundTCPPortIsRefused() async throws {
        try await withTemporaryBus { loop, _ in
            let endpoint = try Endpoint.tcp(host: "127.0.0.1", port: 20_000 + Int(getpid()) % 20_000)
            let first = try ServiceSocket(loop: loop, bind: endpoint, limits: testLimits)
            let text = refusalText { () throws(BusError) in
                _ = try ServiceSocket(loop: loop, bind: endpoint, limits: testLimits)
            }
            #expect(text.contains("in use"))
            first.close()
        }
    }

    @Test func closingRemovesTheFileUnlessANewerSocketHasIt() async throws {
        try await withTemporaryBus { loop, directory in
            let endpoint = try directory.endpoint("swap")
            let path = try #require(endpoint.path)
            let older = try ServiceSocket(loop: loop, bind: endpoint, limits: testLimits)
            let newer = try ServiceSocket(loop: loop, bind: endpoint, limits: testLimits)
            older.close()
            #expect(access(path, F_OK) == 0)
            newer.close()
            #expect(access(path, F_OK) == -1)
        }
    }
}

/// The text of the address error that `body` throws; empty when it throws none.
func refusalText(_ body: () throws(BusError) -> Void) -> String {
    do throws(BusError) {
        try body()
        return ""
    } catch {
        if case .address(let text) = error { return text }
        return ""
    }
}
