import TradingDomain

/// How one symbol of the synthetic market behaves.
struct SyntheticInstrument: Hashable, Sendable {
    /// Price at the start, in quote currency.
    let price: Double
    /// Smallest price step, in units of 1e-8.
    let tick: Int64
    /// Move for a move of 1 of the market.
    let beta: Double
    /// Own volatility, as a multiple of the market's.
    let own: Double
    /// Mean traded value of three minutes, in quote currency.
    let turnover: Double

    /// The figures resemble Binance's of 2024; any other symbol gets a price that follows from its name.
    init(_ symbol: Symbol) {
        switch symbol.description {
        case "BTCUSDT": self.init(62_000, tick: 1_000_000, beta: 1.0, own: 0.45, turnover: 3_500_000)
        case "ETHUSDT": self.init(3_000, tick: 1_000_000, beta: 1.2, own: 0.6, turnover: 2_200_000)
        case "SOLUSDT": self.init(150, tick: 1_000_000, beta: 1.5, own: 1.0, turnover: 900_000)
        case "BNBUSDT": self.init(580, tick: 1_000_000, beta: 0.9, own: 0.6, turnover: 500_000)
        case "XRPUSDT": self.init(0.52, tick: 10_000, beta: 1.2, own: 0.95, turnover: 450_000)
        case "DOGEUSDT": self.init(0.12, tick: 1_000, beta: 1.6, own: 1.1, turnover: 400_000)
        default:
            var random = SyntheticRandom(seed: Self.hash(symbol))
            var price = 1 + 9 * random.fraction()
            for _ in 0..<random.next() % 4 { price *= 10 }
            self.init(price, tick: 10_000, beta: 0.9 + 0.7 * random.fraction(), own: 0.9, turnover: 200_000)
        }
    }

    private init(_ price: Double, tick: Int64, beta: Double, own: Double, turnover: Double) {
        self.price = price
        self.tick = tick
        self.beta = beta
        self.own = own
        self.turnover = turnover
    }

    /// The same on every machine, unlike `hashValue`.
    ///
    /// - Source: FNV-1a, draft-eastlake-fnv.
    static func hash(_ symbol: Symbol) -> UInt64 {
        symbol.description.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
