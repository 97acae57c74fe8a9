import TradingDomain

/// Questions of an evaluation that is repeated: the replies of an earlier run answer, and nothing is paid.
extension AgentStage {
    /// A recorded reply answers the question that it was given to and no other: the prompt must be the same to the
    /// byte, but for the account: under other limits or fees the run's own books differ. Whatever else is missing or
    /// differs ends the run, since it would no longer be the recorded one.
    /// - Returns: what is wrong, or `nil`.
    func fault(of known: StoredCall?, in part: OpenQuestion.Part) -> AgentEffect? {
        switch known?.state {
        case .ended:
            guard let prompt = known?.prompt, known?.isRepair == false, prompt != part.prompt.user else { return nil }
            let (asked, recorded) = (PromptText.withoutAccount(part.prompt.user), PromptText.withoutAccount(prompt))
            guard asked != recorded else { return nil }
            let text =
                "the recorded question differs: \(Self.difference(asked, recorded)); replay the run's own "
                + "candles, symbols and prompts"
            return .fail(part.id, text)
        case .reserved, nil:
            let symbols = part.request.snapshots.map(\.symbol.description).joined(separator: ", ")
            return .fail(part.id, "no reply is recorded for \(symbols)")
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
