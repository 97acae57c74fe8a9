internal import Backtesting
internal import Runtime
internal import SQLiteStore
internal import StageSettings
internal import TradingDomain

extension BacktestSettings {
    /// - Throws: ``ProcessFailure`` with every problem.
    init(_ settings: Settings) throws(ProcessFailure) {
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
                    SettingCatalog.key("\(slot).engine") == nil ? "simulated" : settings.text("\(slot).engine")
                }
            )
        } catch {
            throw ProcessFailure(.configuration, "\(error)")
        }
        skipsQuiet = settings.flag("cost.skip_quiet")
    }
}

extension BacktestError {
    /// How the process ends for it.
    var exitStatus: ExitStatus {
        switch self {
        case .accountExists, .candles, .market, .recording: .data
        case .store(.inUse): .held
        case .store(.notWritable), .store(.notRegularFile), .store(.diskFull): .cannotCreate
        case .store, .broker, .inconsistent: .failure
        }
    }
}
