/// Whether the gate lets orders pass. Names follow NautilusTrader's `TradingState`.
public enum TradingState: String, Hashable, CaseIterable, Sendable {
    /// Orders within the limits pass. Can become any other state.
    case active
    /// Only orders that shrink a position pass. Can become `active` or `halted`.
    case reducing
    /// No opening order passes until a person resumes; exits pass. Can become `active`.
    case halted
    /// Every position is being closed; then `halted`.
    case flattening
}
