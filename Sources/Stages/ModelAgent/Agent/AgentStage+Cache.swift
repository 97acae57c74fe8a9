import TradingDomain

/// A question that was answered already: the same numbers, rules and model, within the time to live.
extension AgentStage {
    /// Replies that the cache holds at most.
    package static let mostCached = AnswerCache.kept

    /// Takes what the agent's file has of the replies before the first question, so that a restart forgets none.
    ///
    /// - Parameter replies: in the order in which they were asked for; those to other rules are left out.
    package mutating func remember(_ replies: [RememberedReply]) {
        let age_ms = settings.savings.cacheAge_ms
        guard age_ms > 0 else { return }
        for reply in replies where reply.rules == settings.template.name {
            let (template, user) = (settings.template, reply.user)
            let key = AnswerCache.Key(model: reply.model, template: template, user: user)
            cache.keep(reply.content, as: key, at: reply.time, within: age_ms)
            let bare = AnswerCache.Key(model: reply.model, template: template, user: PromptText.withoutAccount(user))
            accountlessCache.keep(reply.content, as: bare, at: reply.time, within: age_ms)
        }
    }

    func ignoresAccount(_ mode: CallMode) -> Bool { settings.ignoresAccount || mode == .replay }

    /// The reply that stands. One with refusals, which only a file can bring, is dropped.
    mutating func cached(_ part: OpenQuestion.Part, ignoringAccount: Bool) -> ReplyContent? {
        let (time, age_ms) = (part.id.cycle.time, settings.savings.cacheAge_ms)
        guard age_ms > 0 else { return nil }
        if let content = cache.content(key(of: part), at: time, within: age_ms) {
            if reading(of: content, part.request).refusals.isEmpty { return content }
            cache.drop(key(of: part))
        }
        guard ignoringAccount else { return nil }
        let bare = key(of: part, hasAccount: false)
        guard let content = accountlessCache.content(bare, at: time, within: age_ms) else { return nil }
        if reading(of: content, part.request).refusals.isEmpty { return content }
        accountlessCache.drop(bare)
        return nil
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
