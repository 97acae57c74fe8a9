internal import BacktestReports
internal import Backtesting
internal import Foundation
internal import Runtime
internal import SQLiteStore
internal import StageSettings
internal import TradingDomain

extension RunManifest {
    /// - Parameters:
    ///   - result: of the run.
    ///   - settings: all of them.
    ///   - input: where the candles came from.
    ///   - candles: that the run took.
    ///   - recordings: the models, where they are not the simulated ones.
    ///   - isInterrupted: whether it was stopped half-way.
    init(
        _ result: BacktestResult,
        settings: Settings,
        input: MarketInput,
        candles: ArraySlice<Candle>,
        recordings: Recordings,
        isInterrupted: Bool
    ) {
        var config = ContentDigest()
        config.add(settings.yaml)
        self.init(
            binary: ContentDigest.file("/proc/self/exe") ?? "",
            config: config.text,
            data: Self.digest(of: candles),
            prompts: recordings.isSimulated && recordings.models.isEmpty
                ? "none: simulated models see the numbers that a prompt would print" : "those of the recorded calls",
            seed: input.isSynthetic ? UInt64(settings.integer("market.seed")) : nil,
            ledgerHash: result.ledgerHash,
            market: input.label,
            models: recordings.isSimulated && recordings.models.isEmpty ? "simulated" : recordings.label,
            events: (result.firstEvent?.description, result.lastEvent?.description),
            counts: (result.candles, result.counts.cycles),
            isInterrupted: isInterrupted
        )
        var digest = ContentDigest()
        digest.add(digested)
        run = digest.text
    }

    /// Eight words of 64 bits a candle.
    static func digest(of candles: ArraySlice<Candle>) -> String {
        var digest = ContentDigest()
        var words: [UInt64] = []
        words.reserveCapacity(8 * 4_096)
        func flush() {
            words.withUnsafeBytes { digest.add($0) }
            words.removeAll(keepingCapacity: true)
        }
        for candle in candles {
            words.append(candle.symbol.words.0)
            words.append(candle.symbol.words.1)
            words.append(UInt64(bitPattern: candle.openTime.milliseconds))
            for price in [candle.open, candle.high, candle.low, candle.close] { words.append(UInt64(price.units)) }
            words.append(UInt64(candle.volume.units))
            if words.count == 8 * 4_096 { flush() }
        }
        flush()
        return digest.text
    }

    /// - Throws: ``ProcessFailure`` when the file cannot be written.
    func write(to path: String) throws(ProcessFailure) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        do {
            try encoder.encode(self).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw ProcessFailure(.cannotCreate, "\(path) cannot be written: \(error.localizedDescription)")
        }
    }
}

extension Settings {
    /// For each model that may remember a part of the run, how much of it.
    func memoryWarnings(of result: BacktestResult) -> [String] {
        guard let first = result.firstEvent, let last = result.lastEvent, last > first else { return [] }
        return list("fusion.slots").compactMap { slot in
            guard SettingCatalog.key("\(slot).knowledge_until") != nil,
                let until = try? moment("\(slot).knowledge_until"), until > first
            else { return nil }
            let span_ms = Double(last.milliseconds(since: first))
            let share = min(Double(until.milliseconds(since: first)) / span_ms, 1)
            let percent = String(format: "%.0f", share * 100)
            return "\(percent) % of this lies before \(until.description.prefix(10)): \(slot) may remember it"
        }
    }

    /// Where each slot's knowledge ends. Simulated models know nothing, so they have none unless one is set.
    /// - Throws: ``ProcessFailure`` for text that is no moment.
    func cutOffs(of stages: BacktestSettings) throws(ProcessFailure) -> [(slot: String, time: Timestamp)] {
        var found: [(slot: String, time: Timestamp)] = []
        for slot in stages.slotNames where SettingCatalog.key("\(slot).knowledge_until") != nil {
            if let time = try moment("\(slot).knowledge_until") { found.append((slot, time)) }
        }
        return found
    }
}
