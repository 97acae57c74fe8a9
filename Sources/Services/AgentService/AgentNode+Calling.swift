internal import Logging
internal import ModelAgent
internal import Ports
internal import Runtime
internal import TradingDomain
internal import ZeroMQBus

/// The calls themselves: through the gate, within the deadline, with one more try where that can help.
extension AgentNode {
    private static let shortestPause_ms = 50

    /// Makes the calls of one channel, one at a time. In a lockstep replay a call that the network lost is made again:
    /// there the market waits, and a server that is being restarted must change nothing.
    func call(_ channel: Channel) async throws {
        try await calls[channel]?.forEach { prompt in
            if !context.isLockstep, let lastCycle, prompt.id.cycle < lastCycle {
                return try end(prompt, ModelEngine.Failure(.timedOut, "a newer cycle has begun"))
            }
            let start_ms = BusLoop.monotonicMilliseconds()
            let result =
                context.isLockstep && engine.isSimulated ? try await patient(prompt) : try await guarded(prompt)
            try Task.checkCancellation()
            lastDuration_ms = BusLoop.monotonicMilliseconds() - start_ms
            switch result {
            case .replied(let reply, let usage, let isSimulated):
                (lastUsage, lastIsSimulated) = (usage, isSimulated)
                try carryOut(stage.handle(.replied(reply), at: prompt.id.cycle.time))
            case .failed(let failure): try end(prompt, failure)
            }
        }
    }

    private func end(_ prompt: ChatPrompt, _ failure: ModelEngine.Failure) throws {
        (lastUsage, lastIsSimulated) = (nil, engine.isSimulated)
        context.logger.warning("call failed", metadata: ["call": "\(prompt.id)", "why": "\(failure.detail)"])
        let failed = AgentEvent.callFailed(
            prompt.id,
            failure.cause,
            detail: failure.detail,
            cost_nanoUSD: failure.cost_nanoUSD
        )
        try carryOut(stage.handle(failed, at: prompt.id.cycle.time))
    }

    /// Asks the local simulator until it answers.
    private func patient(_ prompt: ChatPrompt) async throws -> ModelEngine.Result {
        var pause_ms = Self.shortestPause_ms
        while true {
            let result = await engine.ask(prompt, deadline_ms: engine.timeout_ms)
            guard case .failed(let failure) = result, failure.isTransient else { return result }
            context.logger.debug(
                "call is made again",
                metadata: ["call": "\(prompt.id)", "why": "\(failure.detail)"]
            )
            try await context.loop.sleep(milliseconds: pause_ms)
            pause_ms = min(pause_ms * 2, 2_000)
        }
    }

    /// Asks through the gate; a failure that may pass is tried once more, after the wait that the provider asks for or a
    /// random one, if that leaves half of the deadline.
    private func guarded(_ prompt: ChatPrompt) async throws -> ModelEngine.Result {
        let start_ms = BusLoop.monotonicMilliseconds()
        let first = try await once(prompt, deadline_ms: engine.timeout_ms)
        guard case .failed(let failure) = first, failure.reaction == .retry else { return first }
        let left_ms = engine.timeout_ms - Int(BusLoop.monotonicMilliseconds() - start_ms)
        let pause_ms = (failure.retryAfter_ms ?? Self.shortestPause_ms) + Int.random(in: 0...Self.shortestPause_ms)
        guard pause_ms < left_ms / 2 else { return first }
        try await context.loop.sleep(milliseconds: pause_ms)
        let second = try await once(prompt, deadline_ms: left_ms - pause_ms)
        // What the first try may be billed for is spent beside the second.
        let lost = failure.cost_nanoUSD ?? prompt.reserved_nanoUSD
        switch second {
        case .replied(let reply, let usage, let isSimulated):
            return .replied(
                reply.costing(lost, reserved: prompt.reserved_nanoUSD),
                usage: usage,
                isSimulated: isSimulated
            )
        case .failed(let failure):
            let cost = (failure.cost_nanoUSD ?? prompt.reserved_nanoUSD) + lost
            return .failed(
                ModelEngine.Failure(
                    cause: failure.cause,
                    detail: failure.detail + ", tried twice",
                    cost_nanoUSD: cost,
                    reaction: failure.reaction,
                    isTransient: failure.isTransient
                )
            )
        }
    }

    private func once(_ prompt: ChatPrompt, deadline_ms: Int) async throws -> ModelEngine.Result {
        guard !engine.isInProcess else { return await engine.ask(prompt, deadline_ms: deadline_ms) }
        if let haltReason { return .failed(ModelEngine.Failure(.refused, haltReason)) }
        switch gate.permission(at: BusLoop.monotonicMilliseconds()) {
        case .refuse(let why):
            return .failed(ModelEngine.Failure(gate.stopReason == nil ? .unreachable : .refused, why))
        case .go: break
        }
        let result = await engine.ask(prompt, deadline_ms: deadline_ms)
        let wasOpen = gate.isOpen
        switch result {
        case .replied: gate.ended(.well, at: BusLoop.monotonicMilliseconds())
        case .failed(let failure): gate.ended(failure.sign, at: BusLoop.monotonicMilliseconds())
        }
        if let reason = gate.stopReason {
            context.logger.error("no call leaves any more", metadata: ["why": "\(reason)"])
        } else if gate.isOpen != wasOpen {
            context.logger.warning("circuit breaker", metadata: ["open": "\(gate.isOpen)"])
        }
        return result
    }
}

extension RawReply {
    /// The same reply with the cost of a try before it.
    fileprivate func costing(_ lost: Int64, reserved: Int64) -> RawReply {
        guard lost > 0 else { return self }
        return RawReply(
            id: id,
            httpStatus: httpStatus,
            body: body,
            content: content,
            cost_nanoUSD: (cost_nanoUSD ?? reserved) + lost
        )
    }
}
