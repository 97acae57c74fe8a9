package import ModelAgent
package import Runtime
internal import TradingDomain

extension Settings {
    /// The hard caps on one agent's spending.
    /// - Throws: ``ProcessFailure`` for an amount that is below zero or above a million.
    package func budget(_ slot: String) throws(ProcessFailure) -> BudgetLimits {
        let amounts = try ["call", "hour", "day", "month"].map { window throws(ProcessFailure) in
            let name = SettingCatalog.key("\(slot).budget_usd_per_\(window)").map(\.name) ?? "cost.usd_per_\(window)"
            guard let dollars = try? Money(parsing: text(name)), (0...100_000_000_000_000).contains(dollars.units)
            else {
                throw ProcessFailure(.configuration, "\(name) was '\(text(name).prefix(40))', allowed is 0 to 1000000")
            }
            return dollars.units * 10
        }
        do throws(InvalidSettings) {
            return try BudgetLimits(
                call_nanoUSD: amounts[0],
                hour_nanoUSD: amounts[1],
                day_nanoUSD: amounts[2],
                month_nanoUSD: amounts[3]
            )
        } catch {
            throw ProcessFailure(.configuration, "\(error)")
        }
    }

    /// What agents do to be asked less and to pay less.
    package func costSavings() throws(ProcessFailure) -> CostSavings {
        var savings = CostSavings()
        savings.skipsQuiet = flag("cost.skip_quiet")
        savings.cacheAge_ms = integer("cost.cache_minutes") * 60_000
        savings.symbolsPerCall = Int(integer("cost.symbols_per_call"))
        savings.choosesModel = flag("cost.choose_model")
        savings.nearStop_atrTenths = Int(integer("cost.near_stop_atr_tenths"))
        savings.rulesWhenSpent = flag("cost.rules_when_spent")
        return savings
    }

    /// The models of a slot with their prices.
    ///
    /// - Parameters:
    ///   - slot: whose settings are read.
    ///   - name: replaces the settings' model; then there is no strong one.
    /// - Returns: what is asked, and what is asked about the urgent.
    /// - Throws: ``ProcessFailure`` for a model table that cannot be read.
    package func models(_ slot: String, named name: String?) throws(ProcessFailure) -> (ModelOffer, strong: ModelOffer?)
    {
        let table = try knownModels()
        func offer(_ name: String) -> ModelOffer { ModelOffer(name: name, card: table.card(name)) }
        let strong = name == nil ? optional("\(slot).strong_model") : nil
        return (offer(name ?? text("\(slot).model")), strong.map(offer))
    }

    /// Capabilities and prices.
    /// - Throws: ``ProcessFailure`` for a table that cannot be read.
    func knownModels() throws(ProcessFailure) -> ModelTable {
        do throws(SettingsError) { return try modelTable() } catch {
            throw ProcessFailure(.configuration, "\(error)")
        }
    }
}
