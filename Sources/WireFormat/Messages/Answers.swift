internal import Foundation
internal import SwiftProtobuf
package import TradingDomain

/// The answers and events of the pipeline, made from words of the domain.
extension Tandem_V1_Reply.OneOf_Body {
    package static var done: Self { .done(.init()) }

    package static func failure(code: String, _ text: String) -> Self {
        .failure(
            .with {
                $0.code = code
                $0.text = text
            }
        )
    }

    package static func features(_ cycle: CycleID, _ snapshots: [FeatureSnapshot]) -> Self {
        .features(Tandem_V1_FeatureSnapshots(cycle, snapshots))
    }

    package static func verdicts(_ cycle: CycleID, _ verdicts: [Verdict]) -> Self {
        .verdicts(Tandem_V1_Verdicts(cycle, verdicts))
    }

    package static func account(_ account: AccountSnapshot) -> Self { .account(Tandem_V1_AccountSnapshot(account)) }

    package static func ledger(_ entries: [Tandem_V1_Execution]) -> Self { .ledger(.with { $0.entries = entries }) }

    package static func equity(_ points: [EquityPoint]) -> Self {
        .equity(.with { $0.points = points.map(Tandem_V1_EquityPoint.init) })
    }
}

extension Tandem_V1_Event.OneOf_Body {
    package static func execution(_ transaction: LedgerTransaction, hash: [UInt8]) -> Self {
        .execution(Tandem_V1_Execution(transaction, hash: hash))
    }

    package static func tradingState(_ state: TradingState, reason: String) -> Self {
        .tradingState(
            .with {
                $0.state = state.rawValue
                $0.reason = reason
            }
        )
    }
}

extension Tandem_V1_Execution {
    /// - Parameters:
    ///   - transaction: the ledger entry.
    ///   - hash: the chain after it, 32 bytes.
    package init(_ transaction: LedgerTransaction, hash: [UInt8]) {
        self.init()
        self.transaction = Tandem_V1_LedgerTransaction(transaction)
        self.hash = Data(hash)
    }

    package var hashBytes: [UInt8] { [UInt8](hash) }
}

extension Tandem_V1_FeatureSnapshots {
    package init(_ cycle: CycleID, _ snapshots: [FeatureSnapshot]) {
        self.cycle = Tandem_V1_Cycle(cycle)
        self.snapshots = snapshots.map(Tandem_V1_FeatureSnapshot.init)
    }

    package func domain() throws(WireError) -> (cycle: CycleID, snapshots: [FeatureSnapshot]) {
        let snapshots = try readList(snapshots, "features.snapshots") { one throws(WireError) in try one.domain() }
        return (try readCycle(hasCycle ? cycle : nil), snapshots)
    }
}

extension Tandem_V1_MarketEvents {
    /// - Parameters:
    ///   - after: the position before the first event.
    ///   - chain: the chain up to `after`.
    ///   - events: consecutive from `after` + 1.
    ///   - released: the last position that may be read now.
    ///   - isEnd: nothing follows `released`.
    package init(after: LogPosition, chain: UInt64, events: [Tandem_V1_MarketEvent], released: LogPosition, isEnd: Bool)
    {
        self.after = after
        self.chainAtAfter = chain
        self.events = events
        self.released = released
        self.isEnd = isEnd
    }
}
