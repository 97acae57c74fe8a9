import Fusion
import Glibc
import ModelScoring
import TradingDomain

/// Processor time of this thread in nanoseconds.
func processorTime() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}

/// Mean and worst time of a cycle, from the tick to the record, in microseconds.
func measure(_ panel: Panel, cycles: Int, learning: ModelLearner.Settings) throws -> (mean: Double, worst: Double) {
    let settings = try FusionSettings(
        symbols: panel.symbols,
        slots: Panel.slots.map { SlotWeight($0) },
        learning: learning
    )
    var stage = FusionStage(settings: settings)
    var (sum, worst): (Int64, Int64) = (0, 0)
    for number in 1...cycles {
        let cycle = CycleID(time: Timestamp(milliseconds: Int64(number) * 300_000), position: UInt64(number))
        let snapshots = panel.snapshots(at: cycle)
        var proposals: [Proposal] = []
        let start = processorTime()
        _ = stage.handle(.tickReached(cycle), at: cycle.time)
        for case .ask(let slot, let request) in stage.handle(.featuresArrived(cycle, snapshots), at: cycle.time) {
            let answers = panel.reply(of: slot, on: request.channel)
            let event = FusionStage.Event.answered(cycle, slot: slot, channel: request.channel, answers: answers)
            for case .submit(_, let submitted) in stage.handle(event, at: cycle.time) { proposals = submitted }
        }
        if !proposals.isEmpty {
            let verdicts = proposals.map { Verdict(decision: $0.id, outcome: .satisfied) }
            _ = stage.handle(.judged(cycle, verdicts), at: cycle.time)
        }
        let taken = processorTime() - start
        sum += taken
        worst = max(worst, taken)
    }
    return (Double(sum) / Double(cycles) / 1000, Double(worst) / 1000)
}

let learning = ModelLearner.Settings(weights: .standard, calibrationSamples: 20)
let cycles = Int(CommandLine.arguments.dropFirst().first ?? "") ?? 2_000
print("| symbols | answers | learning | mean us | worst us |\n| --- | --- | --- | --- | --- |")
for count in [6, 100] {
    for action in [TradingAction.hold, .buy] {
        let panel = try Panel(count: count, action: action)
        for (name, settings) in [("off", ModelLearner.Settings()), ("on", learning)] {
            let best = try (0..<3).map { _ in try measure(panel, cycles: cycles, learning: settings) }
                .min { $0.mean < $1.mean }
            guard let best else { continue }
            let (mean, worst) = (Int(best.mean.rounded()), Int(best.worst.rounded()))
            print("| \(count) | all \(action.rawValue) | \(name) | \(mean) | \(worst) |")
        }
    }
}
