package import TradingDomain

/// A model that needs no model: documented rules on the numbers that the prompt prints, in integers only.
///
/// It stands in for a provider in tests, backtests and runs without a key, and its answers are marked as simulated.
/// The same numbers give the same answer everywhere, in process as behind HTTP. Direction and entry follow the same
/// division of work as for real models: the 4 h question says which way, the fast question says whether now.
///
/// The personas differ on purpose, so that votes are split at times: `deepseek` follows trends that momentum
/// confirms, `qwen` is slower, avoids stretched prices and fades the edges of a range, `rules` is the plain baseline.
package struct SimulatedTrader: Hashable, Sendable {
    package let persona: Persona

    package enum Persona: String, Hashable, CaseIterable, Sendable {
        case deepseek
        case qwen
        case rules
    }

    package init(_ persona: Persona) { self.persona = persona }

    /// The trader of that name, or `nil`.
    package static func named(_ name: String) -> SimulatedTrader? {
        Persona(rawValue: name).map(SimulatedTrader.init)
    }

    /// Decides on one symbol. Reads no list of `numbers`: no level, series or correlation.
    ///
    /// - Parameters:
    ///   - channel: the question.
    ///   - numbers: what the prompt prints.
    /// - Returns: the decision; the same numbers give the same one everywhere.
    package func decide(_ channel: Channel, _ numbers: PromptNumbers) -> SimulatedDecision {
        switch (persona, channel) {
        case (.deepseek, .direction): DeepSeekRules.direction(numbers)
        case (.deepseek, .entry): DeepSeekRules.entry(numbers)
        case (.qwen, .direction): QwenRules.direction(numbers)
        case (.qwen, .entry): QwenRules.entry(numbers)
        case (.rules, .direction): BaselineRules.direction(numbers)
        case (.rules, .entry): BaselineRules.entry(numbers)
        }
    }

    /// The answers to a question, as ``ReplyReader`` would read them from this trader's text.
    ///
    /// - Parameters:
    ///   - request: the question.
    ///   - slot: whose answers these are; not always the persona's name.
    /// - Returns: one for each snapshot, in order.
    package func answers(to request: ModelRequest, slot: String) -> [ModelAnswer] {
        let numbers = request.snapshots.map { PromptNumbers($0, channel: request.channel, hasLists: false) }
        return answers(to: numbers, channel: request.channel, slot: slot, time: request.cycle.time)
    }

    /// The answers to a question whose numbers are at hand, as when several traders are asked the same.
    ///
    /// - Parameters:
    ///   - numbers: with or without lists.
    ///   - channel: the question.
    ///   - slot: whose answers these are.
    ///   - time: event time of the cycle.
    /// - Returns: one for each of the numbers, in order.
    package func answers(
        to numbers: [PromptNumbers],
        channel: Channel,
        slot: String,
        time: Timestamp
    ) -> [ModelAnswer] {
        numbers.map { decide(channel, $0).answer(channel: channel, slot: slot, time: time) }
    }

    /// The tool's arguments that answer a prompt.
    ///
    /// - Parameter user: the user text of the prompt, whole.
    /// - Returns: one JSON object that fits ``DecisionTool``.
    /// - Throws: ``PromptTextError`` for a text that ``PromptText`` did not write.
    package func arguments(forPrompt user: String) throws(PromptTextError) -> String {
        let question = try PromptText.parse(user)
        return arguments(for: question.numbers.map { decide(question.channel, $0) })
    }
}
