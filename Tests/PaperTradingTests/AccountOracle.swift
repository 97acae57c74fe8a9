import PaperTrading
import TradingDomain

/// The account as `docs/broker.md` tells it, written apart from the broker: plain integers, one list of waiting orders and
/// one of positions, every figure worked out from scratch where it is needed. Slow, and easy to read against the page.
struct AccountOracle {
    typealias Wide = Int128

    struct Trade: Equatable {
        let order: String
        let cause: String
        let side: Side
        let quantity, price, fee, profit: Int64
    }

    struct Waiting {
        var order: Order
        let from, until: Int64
        var filled: Int64 = 0
        var isMarket = false
        var isMaker = false
        var touched = Int64.min
    }

    struct Held {
        let opener: Order
        var quantity, average: Int64
        var stop, target: Int64
        var touched = Int64.min
        var sign: Int64 { opener.side.sign }
        var isLong: Bool { sign > 0 }
    }

    let settings: BrokerSettings
    let initial: Int64
    var cash: Int64 = 0
    var now: Int64 = 0
    var isOpen = false
    var marks: [Symbol: Int64] = [:]
    var volumes: [Symbol: Int64] = [:]
    var waiting: [Symbol: Waiting] = [:]
    var held: [Symbol: Held] = [:]
    var lastOrder: [Symbol: (cycle: Int64, legs: Set<OrderID.Leg>)] = [:]
    var trades: [Trade] = []
    var fundings: [Int64] = []
    var dropped = 0
    var changed = 0
    var equities: [Int64] = []
    var fees: Int64 = 0
    var profits: Int64 = 0

    init(initialEquity: Money, settings: BrokerSettings) {
        initial = initialEquity.units
        self.settings = settings
    }

    mutating func handle(_ event: PaperBroker.Event) {
        switch event {
        case .market(let event): market(event)
        case .ordered(let orders): for order in orders { accept(order.order) }
        case .changed(let changes): for change in changes { apply(change.change) }
        case .transferred(let transfer): cash += transfer.amount.units
        }
    }

    func rules(_ symbol: Symbol) -> InstrumentRules? { settings.instruments.first { $0.symbol == symbol } }

    // MARK: Arithmetic

    static func up(_ a: Wide, _ b: Wide) -> Wide { a >= 0 ? (a + b - 1) / b : -((-a) / b) }
    static func down(_ a: Wide, _ b: Wide) -> Wide { -up(-a, b) }
    static func value(_ price: Int64, _ quantity: Int64) -> Int64 {
        Int64((Wide(price) * Wide(quantity) + 50_000_000) / 100_000_000)
    }
    static func fee(_ millionths: Int64, _ value: Int64) -> Int64 {
        Int64(up(Wide(millionths) * Wide(value), 1_000_000))
    }

    func profit(_ position: Held, _ price: Int64, _ quantity: Int64) -> Int64 {
        Int64(Self.down(Wide(price - position.average) * Wide(quantity) * Wide(position.sign), 100_000_000))
    }

    func margin(_ average: Int64, _ quantity: Int64, _ leverage: Int) -> Int64 {
        Int64(Self.up(Wide(Self.value(average, quantity)), Wide(leverage)))
    }

    var equity: Int64 {
        held.reduce(cash) { $0 + profit($1.value, marks[$1.key] ?? 0, $1.value.quantity) }
    }

    var free: Int64 {
        held.values.reduce(equity) { $0 - margin($1.average, $1.quantity, $1.opener.leverage) }
    }

    /// Price × 1e-8 at which margin + profit = maintenance; `nil` when it is not above zero.
    func liquidation(_ side: Side, _ average: Int64, _ quantity: Int64, _ leverage: Int) -> Int64? {
        let value = Self.value(average, quantity)
        var (rate, deduction) = (Wide(0), Wide(0))
        for tier in settings.tiers.tiers where tier.from.units <= value {
            deduction += Wide(tier.from.units) * (Wide(tier.rate_millionths) - rate) / 1_000_000
            rate = Wide(tier.rate_millionths)
        }
        let paid = Wide(average) * Wide(quantity)
        let behind = (Wide(margin(average, quantity, leverage)) + deduction) * 100_000_000
        if side == .buy {
            guard paid > behind else { return nil }
            return Int64(Self.up((paid - behind) * 1_000_000, Wide(quantity) * (1_000_000 - rate)))
        }
        let price = (paid + behind) * 1_000_000 / (Wide(quantity) * (1_000_000 + rate))
        return Int64(exactly: price)
    }

    func taker(_ market: Int64, _ side: Side, _ quantity: Int64, _ symbol: Symbol) -> Int64 {
        let (fills, tick) = (settings.fills, Wide(rules(symbol)?.tick.units ?? 1))
        var cost = (fills.slippage_bp + fills.halfSpread_bp) * 100
        if fills.impact_bp > 0 {
            let volume = Wide(volumes[symbol] ?? 0)
            let impact = volume == 0 ? 100_000 : Self.up(Wide(fills.impact_bp) * 100 * Wide(quantity), volume)
            cost += Int64(min(impact, 100_000))
        }
        let moved = Wide(market) * Wide(1_000_000 + side.sign * cost)
        let ticks = side == .buy ? Self.up(moved, tick * 1_000_000) : moved / (tick * 1_000_000)
        return Int64(max(ticks, 1) * tick)
    }
}
