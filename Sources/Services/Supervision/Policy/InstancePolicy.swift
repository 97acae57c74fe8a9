/// Keeps one instance of a process running: a pure state machine, events in, effects out.
///
/// At any moment it has at most one active process, at most one candidate that is to replace it, and any number of
/// replaced ones on their way out. It reads no clock and touches no process.
package struct InstancePolicy: Sendable {
    /// What happens while no process is active.
    enum Rest: Hashable, Sendable {
        case waiting(until: MonotonicInstant)
        case stopped
        case finished
        case failed
    }

    package let position: Int
    let limits: KeepLimits
    /// Whether a replacement may run beside the process it replaces.
    let overlaps: Bool

    package internal(set) var instance: Int
    package internal(set) var active: KeptProcess?
    package internal(set) var candidate: KeptProcess?
    package internal(set) var retiring: [KeptProcess] = []
    package internal(set) var operation: Operation?
    package internal(set) var restarts = 0
    package internal(set) var lastEnding: Ending?
    package internal(set) var lastWords: String?

    var rest = Rest.stopped
    /// Whether the active process, once stopped, is started again.
    var startsAgain = false
    var extraArguments: [String] = []
    var candidateDeadline: MonotonicInstant?
    /// Crashes without progress within the crash window, oldest first.
    var crashes: [MonotonicInstant] = []
    var restartsWithoutProgress = 0
    private var serial = 0

    /// - Parameters:
    ///   - position: its place among the instances of the supervisor, from 1.
    ///   - instance: the first number it gets as `--instance`.
    ///   - overlaps: whether a replacement may run beside the process it replaces.
    ///   - limits: how long to wait, and when to give up.
    package init(position: Int, instance: Int, overlaps: Bool, limits: KeepLimits) {
        self.position = position
        self.instance = instance
        self.overlaps = overlaps
        self.limits = limits
    }

    package var state: InstanceState {
        if let active {
            if active.isStopping { return .stopping }
            if candidate != nil { return .swapping }
            return active.isReady ? .running : .starting
        }
        switch rest {
        case .waiting: return .waiting
        case .stopped: return .stopped
        case .finished: return .finished
        case .failed: return .failed
        }
    }

    /// Every process that has not ended.
    package var processes: [KeptProcess] {
        [active, candidate].compactMap(\.self) + retiring
    }

    /// When ``tick(at:)`` next has something to do.
    package var nextDeadline: MonotonicInstant? {
        var deadlines = processes.compactMap(\.killAt)
        if candidate != nil, let candidateDeadline { deadlines.append(candidateDeadline) }
        if case .waiting(let until) = rest, active == nil { deadlines.append(until) }
        return deadlines.min()
    }

    /// Starts the process for the first time.
    package mutating func begin(at now: MonotonicInstant) -> [KeepEffect] {
        start(at: now)
    }

    /// Acts on every deadline that has passed.
    package mutating func tick(at now: MonotonicInstant) -> [KeepEffect] {
        var effects: [KeepEffect] = []
        if let candidate, let candidateDeadline, candidateDeadline <= now {
            effects += abandonCandidate(candidate, cause: notReadyCause, at: now)
        }
        if let process = active, let killed = killed(process, at: now) {
            active = killed
            effects += [.kill(killed.launch.id), .note(instance: killed.launch.instance, .killed)]
        }
        for index in retiring.indices {
            guard let killed = killed(retiring[index], at: now) else { continue }
            retiring[index] = killed
            effects += [.kill(killed.launch.id), .note(instance: killed.launch.instance, .killed)]
        }
        if case .waiting(let until) = rest, active == nil, until <= now {
            restarts += 1
            effects += start(at: now)
        }
        return effects
    }

    /// Stops every process and starts none again.
    package mutating func stopAll(at now: MonotonicInstant) -> [KeepEffect] {
        var effects: [KeepEffect] = []
        startsAgain = false
        rest = .stopped
        if let candidate { effects += abandonCandidate(candidate, cause: "the supervisor was stopped", at: now) }
        if let process = active, !process.isStopping {
            active = stopping(process, at: now)
            effects.append(.terminate(process.launch.id))
        }
        return effects
    }

    mutating func start(at now: MonotonicInstant) -> [KeepEffect] {
        let launch = makeLaunch(instance: instance, takesOver: false)
        active = KeptProcess(launch: launch, startedAt: now)
        return [.start(launch)]
    }

    mutating func makeLaunch(instance: Int, takesOver: Bool, extraArguments: [String]? = nil) -> Launch {
        serial += 1
        return Launch(
            id: LaunchID(position: position, serial: serial),
            instance: instance,
            takesOver: takesOver,
            extraArguments: extraArguments ?? self.extraArguments
        )
    }

    /// The process after SIGTERM.
    func stopping(_ process: KeptProcess, at now: MonotonicInstant) -> KeptProcess {
        var process = process
        process.isStopping = true
        process.killAt = now.advanced(by: limits.stopLimit)
        return process
    }

    /// The process after SIGKILL, when its time for a graceful end is over.
    private func killed(_ process: KeptProcess, at now: MonotonicInstant) -> KeptProcess? {
        guard let killAt = process.killAt, killAt <= now else { return nil }
        var process = process
        process.killAt = nil
        return process
    }

    private var notReadyCause: String {
        "not ready within \(limits.readyLimit.wholeMilliseconds) ms; the old process goes on"
    }
}
