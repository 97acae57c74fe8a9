internal import Fusion
internal import ModelAgent
internal import TradingDomain

extension BacktestSettings {
    /// A baseline: the same pipeline with other voters.
    struct Variant {
        let name: String
        let title: String
        let settings: BacktestSettings
    }

    /// Each slot alone, and the rules alone.
    ///
    /// - Parameter always: a single slot too, which alone is what it is in the run.
    /// - Returns: in the order in which they are shown.
    /// - Throws: ``BacktestError/inconsistent(what:)`` for settings that were refused: a bug.
    func variants(always: Bool = false) throws(BacktestError) -> [Variant] {
        var found: [Variant] = []
        if fusion.slots.count > 1 || always {
            for (index, slot) in fusion.slots.enumerated() {
                let alone = try with(slot: slot.slot, trader: traders[index])
                found.append(Variant(name: slot.slot, title: "\(slot.slot) alone", settings: alone))
            }
        }
        if let rules = SimulatedTrader.named("rules") {
            found.append(
                Variant(name: "rules", title: "rules alone", settings: try with(slot: "rules", trader: rules))
            )
        }
        return found
    }

    private func with(slot: String, trader: SimulatedTrader) throws(BacktestError) -> BacktestSettings {
        do throws(InvalidSettings) {
            let alone = try FusionSettings(
                symbols: fusion.symbols,
                slots: [SlotWeight(slot)],
                quorum: 1,
                directionWeight_percent: fusion.directionWeight_percent,
                entryWeight_percent: fusion.entryWeight_percent,
                entryThreshold_points: fusion.entryThreshold_points,
                reaskAfterATRTenths: fusion.reaskAfterATRTenths,
                loneVoterHalves: fusion.loneVoterHalves,
                churn: fusion.churn,
                decisionTTL_ms: fusion.decisionTTL_ms,
                learning: fusion.learning
            )
            var other = BacktestSettings(self, fusion: alone, traders: [trader])
            other.asked = asked.map { model in
                var repeated = model.settings
                // Its account is another than the run's, and nobody is asked again.
                repeated.ignoresAccount = true
                return AskedModel(settings: repeated, desk: ClosedDesk(model))
            }
            return other
        } catch {
            throw .inconsistent(what: "\(error)")
        }
    }
}
