import HTTPServing
import LanguageModels
import Logging
import ModelSimulator
import Ports
import Testing
import TradingDomain

/// The key leaves as a header and in no other way.
@Suite(.timeLimit(.minutes(1))) struct KeySecrecyTests {
    static let secret = "sk-CANARY-1f0c9a52e7"

    @Test func noFailureHoldsTheKey() async throws {
        let key = try APIKey(Self.secret)
        try await RunningSimulator.serve { running in
            for fault in SimulatorFault.allCases {
                let model = try running.model(.deepSeek, fault: fault, key: key)
                do {
                    let reply = try await model.send(try RunningSimulator.request(deadline_ms: 300))
                    #expect(!Self.shows(reply))
                } catch {
                    #expect(!Self.shows(error), "\(fault.rawValue)")
                }
            }
        }
    }

    @Test func unreachableServerDoesNotShowIt() async throws {
        let transport = HTTPTransport()
        let model = HTTPChatModel(
            endpoint: try .simulator(socket: "/tmp/tandem-nobody-listens-here.sock", dialect: .deepSeek),
            key: try APIKey(Self.secret),
            transport: transport
        )
        let failure = await #expect(throws: ChatFailure.self) { try await model.send(try RunningSimulator.request()) }
        #expect(["connection", "timed_out"].contains(failure?.code), "a loaded machine may not even refuse in time")
        #expect(failure.map(Self.shows) == false)
        await transport.shutDown()
    }

    /// A server, or a proxy before it, may send back what it got: in a reply, in an error, in a header.
    @Test(arguments: [200, 400, 500]) func echoedKeyIsBlankedOut(status: Int) async throws {
        let path = RunningSimulator.freePath()
        let (bound, announce) = AsyncStream.makeStream(of: BoundAddress.self, bufferingPolicy: .bufferingOldest(1))
        let server = HTTPServer(
            address: .unixSocket(path: path),
            maximumBodyBytes: 1 << 20,
            logger: Logger(label: "test"),
            whenBound: { announce.yield($0) }
        ) { request in
            let echo = request.header("authorization") ?? ""
            return ServedResponse(
                status: status,
                headers: [("x-request-id", echo)],
                body: .bytes(Array(#"{"error":{"message":"\#(echo) \#(echo)","code":"\#(echo)"}}"#.utf8))
            )
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            for await _ in bound { break }
            let transport = HTTPTransport()
            let model = HTTPChatModel(
                endpoint: try .simulator(socket: path, dialect: .deepSeek),
                key: try APIKey(Self.secret),
                transport: transport
            )
            do {
                let reply = try await model.send(try RunningSimulator.request())
                #expect(!Self.shows(reply) && !String(decoding: reply.rawBody, as: UTF8.self).contains(Self.secret))
                #expect(!reply.isSimulated)
            } catch let failure as ChatFailure {
                let refusal = try #require(failure.refusal)
                #expect(!Self.shows(failure))
                #expect(!String(decoding: refusal.rawBody, as: UTF8.self).contains(Self.secret))
                #expect(refusal.message.contains("Bearer ***"))
            }
            await transport.shutDown()
        }
    }

    /// In text, debug text, and every field that a dump can reach.
    private static func shows(_ value: Any) -> Bool {
        var dumped = ""
        dump(value, to: &dumped)
        return "\(value) \(String(reflecting: value)) \(dumped)".contains(secret)
    }
}
