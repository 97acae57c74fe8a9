import Foundation
import Glibc

extension Pipeline {
    /// One line of `tandem agents --json`.
    struct Agent: Decodable, Equatable {
        let slot: String
        let instance: String
        let state: String
        let answers: Int
    }

    private struct Agents: Decodable {
        let agents: [Agent]
    }

    func agents(account: String = "t") async throws -> [Agent] {
        let ended = try await run("tandem", ["agents", "--json", "--account", account])
        guard ended.status == 0 else { return [] }
        return try JSONDecoder().decode(Agents.self, from: Data(ended.lastLine.utf8)).agents
    }

    /// Waits until a slot's instance has a state; its answers then are in the result.
    func agent(_ slot: String, _ instance: String, becomes state: String, answers: Int = 0) async throws -> Agent? {
        try await eventually(within: .seconds(60), every: .milliseconds(200)) {
            try await agents().first {
                $0.slot == slot && $0.instance == instance && $0.state == state && $0.answers >= answers
            }
        }
    }
}
