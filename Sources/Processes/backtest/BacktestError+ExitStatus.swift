internal import Backtesting
internal import Runtime
internal import SQLiteStore

extension BacktestError {
    /// How the process ends for it.
    var exitStatus: ExitStatus {
        switch self {
        case .accountExists, .candles, .market, .recording: .data
        case .models: .unavailable
        case .store(.inUse): .held
        case .store(.notWritable), .store(.notRegularFile), .store(.diskFull): .cannotCreate
        case .store, .broker, .inconsistent: .failure
        }
    }
}
