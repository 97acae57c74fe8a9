internal import Backtesting
internal import ModelScoring
internal import Performance
internal import Statistics
internal import TradingDomain

extension Figures {
    mutating func addModels(_ evaluation: Evaluation) {
        for model in evaluation.models {
            let key = "model.\(model.slot).\(model.channel.rawValue)"
            for (index, name) in ["buy", "sell", "hold"].enumerated() { set("\(key).\(name)", model.actions[index]) }
            set("\(key).abstained", model.abstentions.reduce(0, +))
            for (cause, count) in zip(AbstentionCause.allCases, model.abstentions) where count > 0 {
                set("\(key).abstained.\(cause.rawValue)", count)
            }
            for (horizon, record) in zip(ModelEvaluation.Horizon.allCases, model.records) {
                add(record, as: "\(key).\(horizon.rawValue)")
            }
            let curve = ReliabilityCurve(model.judgedRecord)
            for bin in curve.bins {
                set("\(key).bin.\(bin.range.lowerBound).count", bin.count)
                set("\(key).bin.\(bin.range.lowerBound).stated", bin.stated)
                set("\(key).bin.\(bin.range.lowerBound).happened", bin.happened)
            }
            if let error = curve.calibrationError { set("\(key).calibration_error", error) }
        }
        for agreement in evaluation.agreements { add(agreement) }
    }

    mutating func addLeakage(_ evaluation: Evaluation) {
        for model in evaluation.models where evaluation.cutOff(of: model.slot) != nil {
            let key = "leak.\(model.slot).\(model.channel.rawValue)"
            add(model.before, as: "\(key).before")
            add(model.after, as: "\(key).after")
        }
        guard let last = evaluation.cutOffs.map(\.time).max() else { return }
        let book = evaluation.fused
        let split = book.points.last { $0.time < last }?.equity ?? book.report.initialEquity
        set("leak.equity.before", split.value / book.report.initialEquity.value - 1)
        set("leak.equity.after", book.report.finalEquity.value / split.value - 1)
    }

    private mutating func add(_ record: ForecastRecord, as key: String) {
        set("\(key).count", record.count)
        guard let hitRate = record.hitRate, let interval = Interval.wilson(hits: record.hitCount, of: record.count)
        else { return }
        set("\(key).hit_rate", hitRate)
        set("\(key).low", interval.low)
        set("\(key).high", interval.high)
        if let mean = record.meanReturn { set("\(key).mean_return", mean) }
        if let brier = record.brierScore { set("\(key).brier", brier) }
    }

    private mutating func add(_ agreement: Agreement) {
        let key = "agree.\(agreement.first).\(agreement.second).\(agreement.channel.rawValue)"
        var (spoke, same) = (0, 0)
        for (row, first) in Agreement.words.enumerated() {
            for (column, second) in Agreement.words.enumerated() {
                let count = agreement.counts[row][column]
                set("\(key).\(first).\(second)", count)
                guard row < 3, column < 3 else { continue }
                spoke += count
                if row == column { same += count }
            }
        }
        if spoke > 0 { set("\(key).share", Double(same) / Double(spoke)) }
    }
}
