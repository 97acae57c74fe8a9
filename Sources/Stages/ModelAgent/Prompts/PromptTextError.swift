/// Why a text is not a prompt of ours.
package enum PromptTextError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Lines count from 1.
    case unexpected(line: Int, was: String, wanted: String)
    case tooManySymbols(limit: Int)

    package var description: String {
        switch self {
        case .unexpected(let line, let was, let wanted):
            "line \(line) of the prompt is '\(was)'; wanted \(wanted)"
        case .tooManySymbols(let limit):
            "the prompt has more than \(limit) symbols; split the question"
        }
    }
}
