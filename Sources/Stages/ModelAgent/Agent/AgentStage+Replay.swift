import TradingDomain

/// Questions of an evaluation that is repeated: the replies of an earlier run answer, and nothing is paid.
extension AgentStage {
    /// A recorded reply answers the question that it was given to and no other: the prompt must be the same to the
    /// byte. Whatever is missing or differs ends the run, since it would no longer be the recorded one.
    mutating func replayed(_ request: ModelRequest, _ stored: StoredCall) -> [AgentEffect] {
        let fresh = request.snapshots.filter(\.freshness.isFresh)
        guard !fresh.isEmpty else { return refuse(request, .staleFeatures, "no symbol has fresh features") }
        switch stored {
        case .ended(let content): return [answer(request, content)]
        case .recorded(let content, let prompt):
            let numbers = fresh.map { PromptNumbers($0, channel: request.channel) }
            let asked = PromptText.render(request.channel, numbers, cycle: request.cycle, template: settings.template)
            guard asked.user == prompt else {
                return [
                    .fail(
                        request.callID,
                        "the recorded question differs: \(Self.difference(asked.user, prompt)); replay the run's own "
                            + "candles, symbols and prompts"
                    )
                ]
            }
            return [answer(request, content)]
        case .none, .reserved:
            return [
                .fail(
                    request.callID,
                    "no reply is recorded for \(request.snapshots.map(\.symbol.description).joined(separator: ", "))"
                )
            ]
        }
    }

    /// The first line that differs, for a person.
    private static func difference(_ asked: String, _ recorded: String) -> String {
        let lines = asked.split(separator: "\n", omittingEmptySubsequences: false)
        let others = recorded.split(separator: "\n", omittingEmptySubsequences: false)
        for (number, (line, other)) in zip(lines, others).enumerated() where line != other {
            return "line \(number + 1) is '\(line.prefix(80))', recorded was '\(other.prefix(80))'"
        }
        return "it has \(lines.count) lines, recorded were \(others.count)"
    }
}
