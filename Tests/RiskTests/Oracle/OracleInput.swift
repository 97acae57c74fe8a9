/// What the gate is asked, in plain numbers: money, prices and quantities in units of 1e-8, times in milliseconds.
enum OracleInput {
    struct Cycle: Equatable {
        var time: Int64
        var position: UInt64
    }

    struct Rules {
        var symbol: String
        var (tick, lot, minimumNotional, minimumQuantity): (Int64, Int64, Int64, Int64)
    }

    struct Wish {
        var cycle: Cycle
        var symbol: String
        var isLong = true
        var isExitOnly = false
        /// Absent with the last entry candle.
        var price: Int64?
        /// Close of the last entry candle.
        var candleAt: Int64 = 0
        var isFresh = true
        var hasGap = false
        var entry: Int64 = 0
        var stop: Int64 = 0
        var target: Int64 = 0
        var size = 0
        var leverage = 1
        var probability_ppm: Int?
        var atr: Double?
        var correlations: [(symbol: String, value: Double)] = []
    }

    struct Held {
        var symbol: String
        var isLong: Bool
        var (quantity, mark): (Int64, Int64)
        var leverage: Int
    }

    struct Waiting {
        var symbol: String
        var (isOpening, isLong): (Bool, Bool)
        var (quantity, reference): (Int64, Int64)
        var leverage: Int
    }

    struct Books {
        var (time, position): (Int64, UInt64)
        var (cash, equity): (Int64, Int64)
        var held: [Held] = []
        var waiting: [Waiting] = []
        /// The account's own record.
        var (peak, day, dayStart): (Int64, Int64, Int64)
        var fees: Int64 = 0
        var feesAtDayStart: Int64 = 0
        var losses = 0
        var lastLoss: Int64?
    }

    enum Step {
        case booksVerified
        case restart
        case halt
        case flatten
        case resume(hasReason: Bool)
        case seen(Books)
        case asked(Cycle, now: Int64, [Wish], Books)
    }
}
