extension InstancePolicy {
    /// Begins what a person asked for. Anything begun before and still under way is given up.
    ///
    /// - Parameters:
    ///   - request: what to do.
    ///   - number: names the operation in the answer and in the state.
    ///   - freeInstance: a number that no other process of this supervisor has, for a replacement.
    ///   - now: the time.
    /// - Returns: what to do now.
    package mutating func begin(
        _ request: KeepRequest,
        number: Int,
        freeInstance: Int,
        at now: MonotonicInstant
    ) -> [KeepEffect] {
        var effects: [KeepEffect] = []
        if let candidate {
            effects += abandonCandidate(candidate, cause: "a later request replaced it", at: now)
        }
        operation = Operation(number: number, request: request, outcome: .running)
        switch request {
        case .restart: effects += beginRestart(at: now)
        case .stop: effects += beginStop(at: now)
        case .swap(let arguments):
            if let active, overlaps, !active.isStopping {
                let launch = makeLaunch(
                    instance: freeInstance,
                    takesOver: true,
                    extraArguments: arguments.isEmpty ? nil : arguments
                )
                candidate = KeptProcess(launch: launch, startedAt: now)
                candidateDeadline = now.advanced(by: limits.readyLimit)
                effects.append(.start(launch))
            } else {
                if !arguments.isEmpty { extraArguments = arguments }
                effects += beginRestart(at: now)
            }
        }
        return effects
    }

    private mutating func beginRestart(at now: MonotonicInstant) -> [KeepEffect] {
        crashes = []
        restartsWithoutProgress = 0
        guard let process = active else { return start(at: now) }
        startsAgain = true
        guard !process.isStopping else { return [] }
        active = stopping(process, at: now)
        return [.terminate(process.launch.id)]
    }

    private mutating func beginStop(at now: MonotonicInstant) -> [KeepEffect] {
        startsAgain = false
        rest = .stopped
        guard let process = active else {
            settle(.done)
            return []
        }
        guard !process.isStopping else { return [] }
        active = stopping(process, at: now)
        return [.terminate(process.launch.id)]
    }

    /// Records what became of the operation under way, if one is.
    mutating func settle(_ outcome: Operation.Outcome) {
        guard operation?.outcome == .running else { return }
        operation?.outcome = outcome
    }

    /// Gives a replacement up and ends it; the old process goes on.
    mutating func abandonCandidate(
        _ process: KeptProcess,
        cause: String,
        at now: MonotonicInstant
    ) -> [KeepEffect] {
        candidate = nil
        candidateDeadline = nil
        retiring.append(stopping(process, at: now))
        settle(.failed(cause: cause))
        return [
            .terminate(process.launch.id), .note(instance: process.launch.instance, .swapFailed(cause: cause)),
        ]
    }
}
