extension InstancePolicy {
    /// Takes news of one process. News of a start that this policy no longer knows changes nothing.
    package mutating func handle(
        _ event: ChildEvent,
        of id: LaunchID,
        at now: MonotonicInstant
    ) -> [KeepEffect] {
        switch event {
        case .started(let pid):
            let instance = update(id) { $0.pid = pid }
            return instance.map { [.note(instance: $0, .started)] } ?? []
        case .becameReady: return becameReady(id, at: now)
        case .progressed:
            _ = update(id) { $0.hasProgressed = true }
            if active?.launch.id == id {
                crashes = []
                restartsWithoutProgress = 0
            }
            return []
        case .beganToStop:
            _ = update(id) { $0.wasToldToStop = true }
            return []
        case .ended(let ending, let words): return ended(id, ending, words: words, at: now)
        }
    }

    /// Changes the process and returns its instance number, or `nil` when it is not known.
    private mutating func update(_ id: LaunchID, _ change: (inout KeptProcess) -> Void) -> Int? {
        if var process = active, process.launch.id == id {
            change(&process)
            active = process
            return process.launch.instance
        }
        if var process = candidate, process.launch.id == id {
            change(&process)
            candidate = process
            return process.launch.instance
        }
        guard let index = retiring.firstIndex(where: { $0.launch.id == id }) else { return nil }
        change(&retiring[index])
        return retiring[index].launch.instance
    }

    private mutating func becameReady(_ id: LaunchID, at now: MonotonicInstant) -> [KeepEffect] {
        guard let instance = update(id, { $0.isReady = true }) else { return [] }
        var effects: [KeepEffect] = [.note(instance: instance, .ready)]
        if candidate?.launch.id == id {
            if let old = active {
                retiring.append(stopping(old, at: now))
                effects += [.terminate(old.launch.id)]
                effects.append(.note(instance: instance, .swapped(oldInstance: old.launch.instance)))
            }
            promoteCandidate()
        }
        if let active, active.launch.id == id, !active.isStopping { settle(.done) }
        return effects
    }

    /// The replacement becomes the process that is kept.
    private mutating func promoteCandidate() {
        guard let process = candidate else { return }
        active = process
        candidate = nil
        candidateDeadline = nil
        instance = process.launch.instance
        extraArguments = process.launch.extraArguments
        crashes = []
        restartsWithoutProgress = 0
    }

    private mutating func ended(
        _ id: LaunchID,
        _ ending: Ending,
        words: String?,
        at now: MonotonicInstant
    ) -> [KeepEffect] {
        if let index = retiring.firstIndex(where: { $0.launch.id == id }) {
            let process = retiring.remove(at: index)
            return [.note(instance: process.launch.instance, .stopped(ending))]
        }
        if let process = candidate, process.launch.id == id {
            candidate = nil
            candidateDeadline = nil
            let cause = "the new process ended before it was ready: \(ending)" + (words.map { ": \($0)" } ?? "")
            settle(.failed(cause: cause))
            return [.note(instance: process.launch.instance, .swapFailed(cause: cause))]
        }
        guard let process = active, process.launch.id == id else { return [] }
        active = nil
        lastEnding = ending
        lastWords = ending.isSuccess ? nil : words
        if process.isStopping { return stopped(process, ending, at: now) }
        if let candidate {
            // The old process died before its replacement was ready: nothing is left to wait for.
            promoteCandidate()
            let note = KeepNote.swapped(oldInstance: process.launch.instance)
            return [.note(instance: candidate.launch.instance, note)]
        }
        // Told to stop by someone else, it has not finished its work: `kill PID` is no `tandem stop`.
        if ending.isSuccess && !process.wasToldToStop {
            rest = .finished
            settle(.failed(cause: "the process finished (exit 0)"))
            return [.note(instance: process.launch.instance, .finished)]
        }
        return crashed(process, ending, words: words, at: now)
    }

    private mutating func stopped(
        _ process: KeptProcess,
        _ ending: Ending,
        at now: MonotonicInstant
    ) -> [KeepEffect] {
        let note = KeepEffect.note(instance: process.launch.instance, .stopped(ending))
        guard startsAgain else {
            rest = .stopped
            settle(.done)
            return [note]
        }
        startsAgain = false
        return [note] + start(at: now)
    }

    private mutating func crashed(
        _ process: KeptProcess,
        _ ending: Ending,
        words: String?,
        at now: MonotonicInstant
    ) -> [KeepEffect] {
        let instance = process.launch.instance
        settle(.failed(cause: "\(ending)" + (words.map { ": \($0)" } ?? "")))
        if !process.hasProgressed {
            crashes = crashes.filter { $0.advanced(by: limits.crashWindow) > now } + [now]
            if crashes.count >= limits.crashLimit {
                rest = .failed
                let gaveUp = KeepNote.gaveUp(ending, lastWords: words, crashes: crashes.count)
                return [.halt(instance: instance, ending, lastWords: words), .note(instance: instance, gaveUp)]
            }
        }
        let wait = limits.wait(after: ending, restarts: restartsWithoutProgress)
        restartsWithoutProgress += 1
        let note = KeepEffect.note(instance: instance, .crashed(ending, lastWords: words, restartIn: wait))
        guard wait > .zero else {
            restarts += 1
            return [note] + start(at: now)
        }
        rest = .waiting(until: now.advanced(by: wait))
        return [note]
    }
}
