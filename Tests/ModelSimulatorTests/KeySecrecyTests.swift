import LanguageModels
import ModelSimulator
import Ports
import Testing

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
        #expect(failure?.code == "connection")
        #expect(failure.map(Self.shows) == false)
        await transport.shutDown()
    }

    /// In text, debug text, and every field that a dump can reach.
    private static func shows(_ value: Any) -> Bool {
        var dumped = ""
        dump(value, to: &dumped)
        return "\(value) \(String(reflecting: value)) \(dumped)".contains(secret)
    }
}
