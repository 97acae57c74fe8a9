package import Backtesting
package import Runtime
internal import StageSettings
internal import TradingDomain

extension BacktestSettings {
    /// - Parameters:
    ///   - settings: of the run.
    ///   - standIns: a slot that no simulated trader stands for gets the rules; for books that ask nobody.
    /// - Throws: ``ProcessFailure`` with every problem.
    package init(_ settings: Settings, standIns: Bool = false) throws(ProcessFailure) {
        let fusion = try settings.fusion()
        let limits = try settings.riskLimits()
        let broker = try settings.broker()
        let initialEquity = try settings.initialEquity()
        do throws(InvalidSettings) {
            self = try BacktestSettings(
                fusion: fusion,
                limits: limits,
                broker: broker,
                initialEquity: initialEquity,
                engine: { slot in
                    if standIns { return "rules" }
                    return SettingCatalog.key("\(slot).engine") == nil ? "simulated" : settings.text("\(slot).engine")
                }
            )
        } catch {
            throw ProcessFailure(.configuration, "\(error)")
        }
        skipsQuiet = settings.flag("cost.skip_quiet")
        isMasked = settings.flag("models.masked")
    }
}
