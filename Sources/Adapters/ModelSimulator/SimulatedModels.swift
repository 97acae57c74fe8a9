/// Which models each provider serves, as of November 2026.
enum SimulatedModels {
    enum State: Hashable {
        case served
        /// Switched off; a router may still send it to this successor.
        case retired(successor: String)
        case unknown
    }

    static func deepSeek(_ model: String) -> State {
        switch model {
        case "deepseek-flash", "deepseek-v4-pro", "deepseek-v4-flash", "deepseek-v4-flash-vision-exp": .served
        case "deepseek-chat", "deepseek-reasoner": .retired(successor: "deepseek-flash")
        default: .unknown
        }
    }

    static func qwen(_ model: String) -> State {
        switch model {
        case "qwen-flash", "qwen-plus", "qwen-max", "qwen3.5-flash", "qwen3.6-flash", "qwen3.7-flash", "qwen3.8-flash",
            "qwen3.7-plus", "qwen3.7-max", "qwen3.8-max":
            .served
        case "qwen-turbo": .retired(successor: "qwen-flash")
        case "qwen3-max": .retired(successor: "qwen3.7-max")
        default: .unknown
        }
    }

    /// Thinking is on unless switched off for Qwen3.5 and later, off unless switched on for the named lines before it.
    static func thinksByDefault(qwen model: String) -> Bool { isQwen3Point5OrLater(model) }

    /// Served on DashScope's own text endpoint; later ones answer there with a URL error.
    static func isServedNatively(qwen model: String) -> Bool { !isQwen3Point5OrLater(model) }

    private static func isQwen3Point5OrLater(_ model: String) -> Bool { model.hasPrefix("qwen3.") }
}
