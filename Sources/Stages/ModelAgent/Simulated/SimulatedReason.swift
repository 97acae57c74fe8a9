/// Why a simulated model decided as it did. The mark tells every reader that no model was asked.
package enum SimulatedReason: Hashable, CaseIterable, Sendable {
    case notWarm
    case noTrend
    case weakTrend
    case stretched
    case conflicting
    case quiet
    case rangeTooWide
    case trendUp
    case trendDown
    case calmTrendUp
    case calmTrendDown
    case revertUp
    case revertDown
    case momentumUp
    case momentumDown
    case breakoutUp
    case breakoutDown
    case dipBought
    case rallySold

    package var text: String {
        switch self {
        case .notWarm: "[simulated] Some indicators are not warm yet; waiting."
        case .noTrend: "[simulated] 4 h is sideways; waiting."
        case .weakTrend: "[simulated] 4 h trend is too weak; waiting."
        case .stretched: "[simulated] Price is stretched against its averages; waiting."
        case .conflicting: "[simulated] The signals conflict; waiting."
        case .quiet: "[simulated] No trigger; waiting."
        case .rangeTooWide: "[simulated] The 4 h range is too wide for a sound stop; waiting."
        case .trendUp: "[simulated] 4 h up: averages, MACD and ADX agree."
        case .trendDown: "[simulated] 4 h down: averages, MACD and ADX agree."
        case .calmTrendUp: "[simulated] 4 h up and not stretched."
        case .calmTrendDown: "[simulated] 4 h down and not stretched."
        case .revertUp: "[simulated] Below the lower band in a range; back to the middle."
        case .revertDown: "[simulated] Above the upper band in a range; back to the middle."
        case .momentumUp: "[simulated] Fast momentum confirms the 4 h rise."
        case .momentumDown: "[simulated] Fast momentum confirms the 4 h fall."
        case .breakoutUp: "[simulated] Fast break upwards on volume, with the 4 h view."
        case .breakoutDown: "[simulated] Fast break downwards on volume, with the 4 h view."
        case .dipBought: "[simulated] Fast dip within a 4 h rise."
        case .rallySold: "[simulated] Fast rally within a 4 h fall."
        }
    }
}
