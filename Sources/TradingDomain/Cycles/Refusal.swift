/// Why the gate refused a decision: a closed code with the numbers.
public struct Refusal: Hashable, Sendable {
    public let code: Code
    /// For a person: what was, and what is allowed.
    public let detail: String

    public init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    /// Of the controls of `docs/risk.md`; each has a test in which it fires.
    public enum Code: String, Hashable, CaseIterable, Sendable {
        case halted = "HALTED"
        case reducingOnly = "REDUCING_ONLY"
        case duplicateDecision = "DUPLICATE_DECISION"
        case expired = "EXPIRED"
        case staleFeatures = "STALE_FEATURES"
        case unknownSymbol = "UNKNOWN_SYMBOL"
        case restrictedSymbol = "RESTRICTED_SYMBOL"
        case noStop = "NO_STOP"
        case stopOnWrongSide = "STOP_ON_WRONG_SIDE"
        case stopTooFar = "STOP_TOO_FAR"
        case stopBeyondLiquidation = "STOP_BEYOND_LIQUIDATION"
        case targetOnWrongSide = "TARGET_ON_WRONG_SIDE"
        case priceCollar = "PRICE_COLLAR"
        case rewardToRisk = "REWARD_TO_RISK"
        case leverage = "LEVERAGE"
        case symbolExposure = "SYMBOL_EXPOSURE"
        case totalExposure = "TOTAL_EXPOSURE"
        case netExposure = "NET_EXPOSURE"
        case correlatedExposure = "CORRELATED_EXPOSURE"
        case orderPending = "ORDER_PENDING"
        case tooSmall = "TOO_SMALL"
        case orderRate = "ORDER_RATE"
        case repeatedIntent = "REPEATED_INTENT"
        case orderValue = "ORDER_VALUE"
        case freeCash = "FREE_CASH"
        case marketGap = "MARKET_GAP"
        case clockSuspect = "CLOCK_SUSPECT"
        case coolDown = "COOL_DOWN"
        case dailyFees = "DAILY_FEES"
        case dailyLoss = "DAILY_LOSS"
        case drawdown = "DRAWDOWN"
        case notComputable = "NOT_COMPUTABLE"
    }
}
