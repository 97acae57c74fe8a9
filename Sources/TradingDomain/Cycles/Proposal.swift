/// A fused decision on its way to the risk gate, with the market it was made on.
public struct Proposal: Hashable, Sendable {
    public let cycle: CycleID
    /// BUY or SELL; a HOLD is never proposed.
    public let decision: TradingDecision
    /// What the models saw; the gate judges prices, staleness and correlation by it, not by the models' words.
    public let snapshot: FeatureSnapshot
    /// The fraction of such decisions that won, in millionths (0 ... 1,000,000), by the fused decisions' own record;
    /// `nil` when calibration is off or has too few samples. Never a model's stated confidence.
    public let calibratedWinFraction_ppm: Int?
    /// Whether it may only close: the fusion's rules against churn bar an entry. Where nothing of the other side is
    /// held, the verdict is ``Verdict/Outcome/satisfied``.
    public let isExitOnly: Bool

    /// - Parameters:
    ///   - cycle: of the decision.
    ///   - decision: BUY or SELL.
    ///   - snapshot: of the same symbol and cycle.
    ///   - calibratedWinFraction_ppm: 0 ... 1,000,000, or none.
    ///   - isExitOnly: whether it may only close.
    /// - Throws: ``ValueError`` when the decision is a HOLD, or of another symbol or cycle than the snapshot, or for a fraction
    ///   that is none.
    public init(
        cycle: CycleID,
        decision: TradingDecision,
        snapshot: FeatureSnapshot,
        calibratedWinFraction_ppm: Int? = nil,
        isExitOnly: Bool = false
    ) throws(ValueError) {
        guard decision.action != .hold else { throw .inconsistent(what: "a HOLD is not proposed to the gate") }
        guard decision.symbol == snapshot.symbol, snapshot.cycle == cycle, decision.time == cycle.time else {
            throw .inconsistent(
                what: "proposal of \(decision.symbol) at \(cycle) with another symbol's or cycle's features"
            )
        }
        if let calibratedWinFraction_ppm, !(0...1_000_000).contains(calibratedWinFraction_ppm) {
            throw .outOfRange(
                what: "calibrated win fraction",
                was: "\(calibratedWinFraction_ppm) ppm",
                allowed: "0 to 1000000"
            )
        }
        self.cycle = cycle
        self.decision = decision
        self.snapshot = snapshot
        self.calibratedWinFraction_ppm = calibratedWinFraction_ppm
        self.isExitOnly = isExitOnly
    }

    public var id: DecisionID { DecisionID(cycle: cycle.time, symbol: decision.symbol) }
}
