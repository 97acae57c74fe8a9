/// What the fusion made of one symbol in one cycle, as a closed code; the numbers are in the decision's reasoning and in
/// the votes. `docs/fusion.md` has the rule behind each.
public enum FusionOutcome: String, Hashable, CaseIterable, Sendable {
    /// BUY or SELL, proposed to the gate.
    case trade = "TRADE"
    /// BUY or SELL, proposed as exit only: the symbol's last order is too recent for an entry.
    case coolDown = "COOL_DOWN"
    /// BUY or SELL, proposed as exit only: the expected move does not pay the round trip often enough.
    case cost = "COST"
    /// HOLD: the opposite entry is too recent to be closed by a signal; its stop and target stand.
    case minimumHold = "MINIMUM_HOLD"
    /// HOLD: nothing was asked anew, so this is the decision that was made before.
    case repeated = "REPEATED"
    /// HOLD: the fused score does not reach the entry threshold.
    case belowThreshold = "BELOW_THRESHOLD"
    /// HOLD: the two timeframes point in opposite directions.
    case timeframesOpposed = "TIMEFRAMES_OPPOSED"
    /// HOLD: on the 4 h direction one slot says BUY and another SELL.
    case directionOpposed = "DIRECTION_OPPOSED"
    /// HOLD: on the 3 m entry one slot says BUY and another SELL, and the direction alone is too weak.
    case entryOpposed = "ENTRY_OPPOSED"
    /// HOLD: every slot that spoke sees no 4 h direction.
    case noDirection = "NO_DIRECTION"
    /// HOLD: fewer slots than the quorum spoke on the 4 h direction.
    case noQuorum = "NO_QUORUM"
    /// HOLD: no agreeing stop or target is on the right side of the market price.
    case noPlan = "NO_PLAN"
    /// HOLD: no features came before the deadline.
    case noFeatures = "NO_FEATURES"
    /// HOLD: too few candles yet for every feature.
    case warmingUp = "WARMING_UP"
    /// HOLD: a candle is missing at the end.
    case stale = "STALE"
    /// HOLD: the venue has halted.
    case venueHalted = "VENUE_HALTED"
    /// HOLD: a gap lies within the last entry candles.
    case gap = "GAP"
    /// HOLD: the price or an ATR14 is absent.
    case incomplete = "INCOMPLETE"
    /// HOLD: the deadline passed before the models were asked.
    case tooLate = "TOO_LATE"
}
