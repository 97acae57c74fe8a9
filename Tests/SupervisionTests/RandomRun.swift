import Supervision
import Testing

/// Drives a supervisor's policy with random news and requests, and checks what must always hold.
struct RandomRun {
    let seed: UInt64

    func effects() -> [KeepEffect] {
        var random = Generator(state: seed)
        let role = ["qwen-agent", "feature-worker", "risk-gate"][Int.random(in: 0..<3, using: &random)]
        var policy = KeepPolicy(traits: RoleTraits(role: role))
        var alive: [LaunchID] = []
        var seen: Set<LaunchID> = []
        var all: [KeepEffect] = []
        var now: Int64 = 0
        func take(_ effects: [KeepEffect]) {
            all += effects
            for effect in effects {
                switch effect {
                case .start(let launch):
                    #expect(seen.insert(launch.id).inserted, "seed \(seed): a name used twice")
                    alive.append(launch.id)
                case .terminate(let id), .kill(let id):
                    #expect(alive.contains(id), "seed \(seed): a signal to a process that has ended")
                case .exit: #expect(alive.isEmpty, "seed \(seed): it left a process behind")
                case .halt, .note: break
                }
            }
        }
        take(policy.begin(count: 1, at: .at(now)))
        for _ in 0..<300 {
            now += Int64.random(in: 0...2_000, using: &random)
            let instant = MonotonicInstant.at(now)
            take(step(&policy, alive: &alive, at: instant, using: &random))
            take(policy.tick(at: instant))
            let processes = policy.all.flatMap(\.processes).map(\.launch.id)
            #expect(Set(processes) == Set(alive), "seed \(seed): it knows every process")
            let numbers = policy.all.flatMap(\.processes).map(\.launch.instance)
            #expect(Set(numbers).count == numbers.count || !policy.traits.overlaps, "seed \(seed): a number used twice")
        }
        take(policy.stop(at: .at(now)))
        take(policy.tick(at: .at(now + 4_000)))
        while let id = alive.popLast() {
            take(policy.handle(.ended(.signalled(9), lastWords: nil), of: id, at: .at(now + 4_001)))
        }
        #expect(policy.all.flatMap(\.processes).isEmpty, "seed \(seed)")
        #expect(all.last == .exit, "seed \(seed)")
        return all
    }

    private func step(
        _ policy: inout KeepPolicy,
        alive: inout [LaunchID],
        at now: MonotonicInstant,
        using random: inout Generator
    ) -> [KeepEffect] {
        let choice = Int.random(in: 0..<10, using: &random)
        if choice < 7, let id = alive.randomElement(using: &random) {
            switch choice {
            case 0, 1: return policy.handle(.becameReady, of: id, at: now)
            case 2: return policy.handle(.progressed, of: id, at: now)
            default:
                alive.removeAll { $0 == id }
                let endings: [Ending] = [.exited(code: 0), .exited(code: 1), .signalled(9), .exited(code: 75)]
                let ending = endings.randomElement(using: &random) ?? .signalled(9)
                return policy.handle(.ended(ending, lastWords: nil), of: id, at: now)
            }
        }
        if choice == 9 { return (try? policy.scale(to: Int.random(in: 0...4, using: &random), at: now)) ?? [] }
        let requests: [KeepRequest] = [.restart, .stop, .swap(arguments: [])]
        let request = requests.randomElement(using: &random) ?? .restart
        return (try? policy.begin(request, instance: nil, at: now))?.effects ?? []
    }
}

/// SplitMix64.
struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
