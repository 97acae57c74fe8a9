import TradingDomain

/// A question that was answered already: the same numbers, rules and model, within the time to live.
extension AgentStage {
    func ignoresAccount(_ mode: CallMode) -> Bool { settings.ignoresAccount || mode == .replay }

    func cached(_ part: OpenQuestion.Part, ignoringAccount: Bool) -> ReplyContent? {
        let (time, age_ms) = (part.id.cycle.time, settings.savings.cacheAge_ms)
        guard age_ms > 0 else { return nil }
        if let content = cache.content(key(of: part), at: time, within: age_ms) { return content }
        guard ignoringAccount else { return nil }
        return accountlessCache.content(key(of: part, hasAccount: false), at: time, within: age_ms)
    }

    mutating func keep(_ content: ReplyContent, of part: OpenQuestion.Part, ignoringAccount: Bool) {
        let (time, age_ms) = (part.id.cycle.time, settings.savings.cacheAge_ms)
        guard age_ms > 0 else { return }
        cache.keep(content, as: key(of: part), at: time, within: age_ms)
        guard ignoringAccount else { return }
        accountlessCache.keep(content, as: key(of: part, hasAccount: false), at: time, within: age_ms)
    }

    private func key(of part: OpenQuestion.Part, hasAccount: Bool = true) -> AnswerCache.Key {
        let user = hasAccount ? part.prompt.user : PromptText.withoutAccount(part.prompt.user)
        return AnswerCache.Key(model: part.model.name, template: settings.template, user: user)
    }
}
