import Features
import Glibc
import TradingDomain

/// Nanoseconds of processor time: other processes on the machine do not count.
struct Costs {
    var apply: Double
    var snapshot: Double
    var bare: Double

    init(apply: Double, snapshot: Double, bare: Double) {
        self.apply = apply
        self.snapshot = snapshot
        self.bare = bare
    }

    /// One pass over the walk, then snapshots of its end.
    init(of walk: Walk) {
        var engine = FeatureEngine(symbols: walk.symbols, entryTimeframe: .threeMinutes)
        let applied = Self.time { for event in walk.events { engine.apply(event) } }
        let last = walk.events[walk.events.count - 1]
        let cycle = CycleID(time: last.time, position: last.position)
        let rounds = max(1, 200_000 / walk.symbols.count)
        var fresh = 0
        func take(hasSeries: Bool) {
            for _ in 0..<rounds {
                let snapshots = engine.snapshots(at: cycle, hasSeries: hasSeries)
                fresh += snapshots[0].freshness.isFresh ? 1 : 0
            }
        }
        let taken = Double(rounds * walk.symbols.count)
        apply = applied / Double(walk.entryCandles)
        snapshot = Self.time { take(hasSeries: true) } / taken
        bare = Self.time { take(hasSeries: false) } / taken
        if fresh < 0 { print(fresh) }
    }

    func least(_ other: Costs) -> Costs {
        Costs(apply: min(apply, other.apply), snapshot: min(snapshot, other.snapshot), bare: min(bare, other.bare))
    }

    private static func time(_ body: () -> Void) -> Double {
        let start = now()
        body()
        return now() - start
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }
}
