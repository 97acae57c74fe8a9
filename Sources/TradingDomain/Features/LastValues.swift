/// The last 10 values, oldest first, of each series of the entry view; shorter until warm.
public struct LastValues: Hashable, Sendable {
    public var closes: [Double] = []
    public var ema20: [Double] = []
    public var macd: [Double] = []
    public var rsi7: [Double] = []
    public var rsi14: [Double] = []

    public init() {}
}
