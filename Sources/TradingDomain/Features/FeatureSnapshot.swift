/// All that the models see of one symbol, as of one log position. No value is ever newer than that position, and an
/// absent value is absent: never zero, never the last one.
///
/// It passes through many hands, so its values lie in one shared allocation; setting one of them copies all.
public struct FeatureSnapshot: Hashable, Sendable {
    @usableFromInline
    final class Storage: Sendable {
        @usableFromInline let values: Values

        @inlinable
        init(_ values: Values) { self.values = values }
    }

    @usableFromInline var storage: Storage

    public init(
        symbol: Symbol,
        cycle: CycleID,
        freshness: Freshness,
        entryTimeframe: Timeframe,
        price: Price? = nil,
        boxedTrend: Boxed<TrendFeatures>? = nil,
        momentum: MomentumFeatures? = nil,
        realisedVolatility: Double? = nil,
        hasGapInWindow: Bool = false,
        correlations: [Correlation] = []
    ) {
        storage = Storage(
            Values(
                symbol: symbol,
                cycle: cycle,
                freshness: freshness,
                entryTimeframe: entryTimeframe,
                price: price,
                boxedTrend: boxedTrend,
                momentum: momentum,
                realisedVolatility: realisedVolatility,
                hasGapInWindow: hasGapInWindow,
                correlations: correlations
            )
        )
    }

    @usableFromInline
    mutating func change(_ change: (inout Values) -> Void) {
        var values = storage.values
        change(&values)
        storage = Storage(values)
    }

    public static func == (left: FeatureSnapshot, right: FeatureSnapshot) -> Bool {
        left.storage === right.storage || left.storage.values == right.storage.values
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(storage.values) }

    public var symbol: Symbol {
        @inlinable get { storage.values.symbol }
        set { change { $0.symbol = newValue } }
    }
    /// The tick's position and event time.
    public var cycle: CycleID {
        @inlinable get { storage.values.cycle }
        set { change { $0.cycle = newValue } }
    }
    public var freshness: Freshness {
        @inlinable get { storage.values.freshness }
        set { change { $0.freshness = newValue } }
    }
    public var entryTimeframe: Timeframe {
        @inlinable get { storage.values.entryTimeframe }
        set { change { $0.entryTimeframe = newValue } }
    }
    /// Close of the last closed entry candle; absent before the first.
    public var price: Price? {
        @inlinable get { storage.values.price }
        set { change { $0.price = newValue } }
    }
    /// What ``trend`` is kept in: most snapshots share it with the one before.
    public var boxedTrend: Boxed<TrendFeatures>? {
        @inlinable get { storage.values.boxedTrend }
        set { change { $0.boxedTrend = newValue } }
    }
    /// The view of the entry timeframe; absent before the first candle.
    public var momentum: MomentumFeatures? {
        @inlinable _read { yield storage.values.momentum }
        set { change { $0.momentum = newValue } }
    }
    /// As ``MomentumFeatures/isQuiet``; not without a view.
    @inlinable public var isQuiet: Bool { storage.values.momentum?.isQuiet ?? false }
    /// The end of the entry view's series; all empty in a snapshot that no prompt will show.
    public var last: LastValues {
        get { storage.values.boxedLast?.value ?? LastValues() }
        set { change { $0.boxedLast = newValue == LastValues() ? nil : Boxed(newValue) } }
    }
    /// Annualised standard deviation of log returns of the last 96 entry candles, as a fraction.
    public var realisedVolatility: Double? {
        @inlinable get { storage.values.realisedVolatility }
        set { change { $0.realisedVolatility = newValue } }
    }
    /// A gap lies within the candles that the entry indicators weigh most (the last 50).
    public var hasGapInWindow: Bool {
        @inlinable get { storage.values.hasGapInWindow }
        set { change { $0.hasGapInWindow = newValue } }
    }
    /// Funding rate per interval as a fraction; absent where the venue gives none.
    public var fundingRate: Double? {
        @inlinable get { storage.values.fundingRate }
        set { change { $0.fundingRate = newValue } }
    }
    /// Contracts in the base asset; absent where the venue gives none.
    public var openInterest: Double? {
        @inlinable get { storage.values.openInterest }
        set { change { $0.openInterest = newValue } }
    }
    /// Rolling correlation of entry returns with other symbols, sorted by symbol; absent until warm.
    public var correlations: [Correlation] {
        @inlinable get { storage.values.correlations }
        set { change { $0.correlations = newValue } }
    }

    /// The 4 h view; absent before the first 4 h candle.
    public var trend: TrendFeatures? {
        @inlinable
        _read {
            if let boxed = storage.values.boxedTrend { yield boxed.value } else { yield nil }
        }
        set { boxedTrend = newValue.map { Boxed($0) } }
    }

    /// The fields of a snapshot, by their names there.
    @usableFromInline
    struct Values: Hashable, Sendable {
        @usableFromInline var symbol: Symbol
        @usableFromInline var cycle: CycleID
        @usableFromInline var freshness: Freshness
        @usableFromInline var entryTimeframe: Timeframe
        @usableFromInline var price: Price?
        @usableFromInline var boxedTrend: Boxed<TrendFeatures>?
        @usableFromInline var momentum: MomentumFeatures?
        @usableFromInline var boxedLast: Boxed<LastValues>?
        @usableFromInline var realisedVolatility: Double?
        @usableFromInline var hasGapInWindow: Bool
        @usableFromInline var fundingRate: Double?
        @usableFromInline var openInterest: Double?
        @usableFromInline var correlations: [Correlation]
    }

    /// −1 ... 1.
    public struct Correlation: Hashable, Sendable {
        public var other: Symbol
        public var coefficient: Double

        public init(other: Symbol, coefficient: Double) {
            self.other = other
            self.coefficient = coefficient
        }
    }
}
