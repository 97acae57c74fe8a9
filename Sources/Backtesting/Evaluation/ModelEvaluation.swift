package import ModelScoring
package import TradingDomain

/// How one slot's answers on one channel came out.
package struct ModelEvaluation: Sendable {
    /// After how long a forecast is judged.
    package enum Horizon: String, CaseIterable, Hashable, Sendable {
        case quarter = "15m"
        case hour = "1h"
        case fourHours = "4h"
        case day = "24h"

        package var milliseconds: Int64 {
            switch self {
            case .quarter: 900_000
            case .hour: 3_600_000
            case .fourHours: 14_400_000
            case .day: 86_400_000
            }
        }
    }

    package let slot: String
    package let channel: Channel
    /// One for each horizon, in order.
    package internal(set) var records: [ForecastRecord] = Horizon.allCases.map { _ in ForecastRecord() }
    /// At ``judged``, before and after the model's knowledge ended; both empty where that is not known.
    package internal(set) var before = ForecastRecord()
    package internal(set) var after = ForecastRecord()
    /// BUY, SELL, HOLD as given.
    package internal(set) var actions: [Int] = [0, 0, 0]
    /// By cause, in the order of ``AbstentionCause/allCases``.
    package internal(set) var abstentions = [Int](repeating: 0, count: AbstentionCause.allCases.count)

    /// The horizon that the reliability and the split are shown at: what the channel is about.
    package var judged: Horizon { channel == .direction ? .day : .hour }

    package var judgedRecord: ForecastRecord { records[Horizon.allCases.firstIndex(of: judged) ?? 0] }

    init(slot: String, channel: Channel) {
        self.slot = slot
        self.channel = channel
    }

    /// - Parameters:
    ///   - row: an answer of this slot and channel.
    ///   - moves_e8: the price's relative move by horizon; `nil` where it is not known.
    ///   - cutOff: where the model's knowledge ends.
    mutating func add(_ row: AnswerRow, moves_e8: [Int64?], cutOff: Timestamp?) {
        switch row.word {
        case .abstained(let cause):
            if let index = AbstentionCause.allCases.firstIndex(of: cause) { abstentions[index] += 1 }
        case .said(let action, let confidence):
            actions[action == .buy ? 0 : action == .sell ? 1 : 2] += 1
            guard action != .hold else { return }
            for (index, horizon) in Horizon.allCases.enumerated() {
                guard let move = moves_e8[index] else { continue }
                let signed = Int64(action.sign) * move
                records[index].add(confidence, isHit: signed > 0, return_e8: signed)
                guard horizon == judged, let cutOff else { continue }
                if row.time < cutOff {
                    before.add(confidence, isHit: signed > 0, return_e8: signed)
                } else {
                    after.add(confidence, isHit: signed > 0, return_e8: signed)
                }
            }
        }
    }
}
