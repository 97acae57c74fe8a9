/// Keeps all instances of one role running: a pure state machine over an ``InstancePolicy`` for each.
package struct KeepPolicy: Sendable {
    /// Most instances of one role under one supervisor.
    package static let instanceLimit = 64

    package let traits: RoleTraits
    private let firstInstance: Int
    private let limits: KeepLimits
    /// One for each wanted instance, by position from 1.
    package private(set) var instances: [InstancePolicy] = []
    /// Those scaled away that have not ended yet.
    private var leaving: [InstancePolicy] = []
    private var isStopping = false
    private var operations = 0
    private var positions = 0

    /// - Parameters:
    ///   - traits: what the role allows.
    ///   - firstInstance: the number of the first instance, at least 0.
    ///   - limits: how long to wait, and when to give up.
    package init(traits: RoleTraits, firstInstance: Int = 1, limits: KeepLimits = .standard) {
        self.traits = traits
        self.firstInstance = firstInstance
        self.limits = limits
    }

    /// Every instance that has a process, also one on its way out.
    package var all: [InstancePolicy] { instances + leaving }

    package var nextDeadline: MonotonicInstant? { all.compactMap(\.nextDeadline).min() }

    /// Starts the first `count` instances.
    package mutating func begin(count: Int, at now: MonotonicInstant) -> [KeepEffect] {
        (0..<count).flatMap { _ in add(at: now) }
    }

    /// Acts on every deadline that has passed.
    package mutating func tick(at now: MonotonicInstant) -> [KeepEffect] {
        change { $0.tick(at: now) }
    }

    /// Takes news of one process.
    package mutating func handle(_ event: ChildEvent, of id: LaunchID, at now: MonotonicInstant) -> [KeepEffect] {
        change { $0.position == id.position ? $0.handle(event, of: id, at: now) : [] }
    }

    /// Ends every process, and then the supervisor. A second call changes nothing.
    package mutating func stop(at now: MonotonicInstant) -> [KeepEffect] {
        guard !isStopping else { return [] }
        isStopping = true
        return change { $0.stopAll(at: now) }
    }

    /// Begins `request` for one instance, or for all.
    ///
    /// - Parameters:
    ///   - request: what to do.
    ///   - instance: the number of the instance; `nil` means all of them.
    ///   - now: the time.
    /// - Returns: the numbers of the operations begun, and what to do.
    /// - Throws: ``KeepRefusal`` when there is no such instance or the supervisor is stopping.
    package mutating func begin(
        _ request: KeepRequest,
        instance: Int?,
        at now: MonotonicInstant
    ) throws(KeepRefusal) -> (operations: [Int], effects: [KeepEffect]) {
        guard !isStopping else { throw .stopping }
        let chosen = instances.indices.filter { instance == nil || instances[$0].instance == instance }
        if let instance, chosen.isEmpty {
            throw .noSuchInstance(instance, known: instances.map(\.instance))
        }
        var numbers: [Int] = []
        var effects: [KeepEffect] = []
        for index in chosen {
            operations += 1
            numbers.append(operations)
            effects += instances[index].begin(request, number: operations, freeInstance: freeInstance, at: now)
        }
        return (numbers, effects)
    }

    /// Makes it `count` instances: starts new ones, or ends those with the highest positions.
    ///
    /// When each works on a share of the symbols, the others are restarted, because every share changes.
    ///
    /// - Throws: ``KeepRefusal`` when the role allows one instance only, or the count is out of range.
    package mutating func scale(to count: Int, at now: MonotonicInstant) throws(KeepRefusal) -> [KeepEffect] {
        guard !isStopping else { throw .stopping }
        try Self.check(count: count, for: traits)
        let before = instances.count
        guard count != before else { return [] }
        var effects: [KeepEffect] = []
        while instances.count > count {
            var last = instances.removeLast()
            effects += last.stopAll(at: now)
            if !last.processes.isEmpty { leaving.append(last) }
        }
        if traits.isSharded {
            for index in instances.indices {
                operations += 1
                effects += instances[index].begin(
                    .restart,
                    number: operations,
                    freeInstance: freeInstance,
                    at: now
                )
            }
        }
        while instances.count < count { effects += add(at: now) }
        return effects
    }

    /// - Throws: ``KeepRefusal`` when the role allows one instance only, or the count is out of range.
    static func check(count: Int, for traits: RoleTraits) throws(KeepRefusal) {
        guard (0...instanceLimit).contains(count) else { throw .countOutOfRange(count) }
        guard count <= 1 || traits.overlaps else { throw .exclusive(count: count) }
    }

    private mutating func add(at now: MonotonicInstant) -> [KeepEffect] {
        positions += 1
        var policy = InstancePolicy(
            position: positions,
            instance: freeInstance,
            overlaps: traits.overlaps,
            limits: limits
        )
        let effects = policy.begin(at: now)
        instances.append(policy)
        return effects
    }

    /// The lowest instance number that no process of this supervisor has, or is about to have again.
    private var freeInstance: Int {
        let taken = all.flatMap { policy in [policy.instance] + policy.processes.map(\.launch.instance) }
        var number = firstInstance
        while taken.contains(number) { number += 1 }
        return number
    }

    /// Changes every instance, then forgets those that have left, and exits when all have.
    private mutating func change(_ body: (inout InstancePolicy) -> [KeepEffect]) -> [KeepEffect] {
        var effects: [KeepEffect] = []
        for index in instances.indices { effects += body(&instances[index]) }
        for index in leaving.indices { effects += body(&leaving[index]) }
        leaving.removeAll(where: \.processes.isEmpty)
        if isStopping, all.allSatisfy(\.processes.isEmpty) { effects.append(.exit) }
        return effects
    }
}
