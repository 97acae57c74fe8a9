package import TradingDomain

extension RiskLimits {
    /// The limits while they are being chosen. Every unit is in the name, and its range in the comment.
    package struct Values: Hashable, Sendable {
        /// Largest notional value in one symbol, in percent of equity. 1 ... 100.
        package var perSymbolPercent = 10
        /// Largest notional value in all symbols, in percent of equity. 1 ... 100.
        package var totalPercent = 80
        /// Largest excess of what is bought over what is sold, or the reverse, in percent of equity. 1 ... 100.
        package var netPercent = 80
        /// Whose positions are closed and never opened: any symbols, none by default.
        package var exitOnlySymbols: [Symbol] = []
        /// Largest notional value in symbols that move together, in percent of equity. 1 ... 100.
        package var correlatedGroupPercent = 40
        /// Symbols move together when their correlation, either sign, is at least this many hundredths. 1 ... 100. An
        /// unknown correlation counts as one.
        package var correlationBoundHundredths = 80
        /// Largest notional value of one order, in whole USDT, whatever the equity: a guard against a slip of units.
        /// 1 ... 1 000 000 000.
        package var maximumOrderValue_usdt: Int64 = 1_000_000
        /// Share of an order's notional value that free cash must cover beside the margin. 0 ... 1000.
        package var feeReserveBasisPoints: Int64 = 20
        /// 1 ... 125.
        package var maximumLeverage = 3
        /// From the market price to the stop. 1 ... 5000.
        package var maximumStopDistanceBasisPoints: Int64 = 1000
        /// The most that the stop may lose of the margin, in percent; beyond it lies liquidation. 1 ... 100.
        package var maximumMarginLossPercent = 80
        /// Distance to the target over distance to the stop, both from the market price, in hundredths. 0 ... 10 000.
        package var minimumRewardToRiskHundredths: Int64 = 100
        /// From the decision's entry to the market price. 0 ... 1000.
        package var priceCollarBasisPoints: Int64 = 50
        /// From the last entry candle's close to the tick. 1 ... 86 400 000.
        package var maximumFeatureAge_ms: Int64 = 360_000
        /// From the tick to the newest event time that the gate knows. 1 ... 86 400 000.
        package var maximumDecisionAge_ms: Int64 = 300_000
        /// Whether nothing opens while a hole of the market log lies in the indicators' window.
        package var refusesGaps = true
        /// Opening orders within 60 s of event time. 1 ... 10 000.
        package var ordersPerMinute = 10
        /// Opening orders within 3600 s of event time. 1 ... 10 000, not above ``ordersPerDay``.
        package var ordersPerHour = 20
        /// Opening orders within 24 h of event time. 1 ... 10 000.
        package var ordersPerDay = 100
        /// Opening orders of the same symbol, side, stop and target within 24 h; the next one halts. 1 ... 10 000.
        package var identicalOrdersPerDay = 5
        /// Loss of equity since the day's first tick (UTC) that stops opening for the day, in percent. 1 ... 100.
        package var dailyLossPercent = 5
        /// Loss of equity from its high-water mark that halts, in percent. 1 ... 100.
        package var maximumDrawdownPercent = 20
        /// Closings in a row that lost, from which on each loss starts a cool-down. 1 ... 1000.
        package var lossesInARow = 5
        /// How long nothing opens after the last of them, in event time. 1 ... 604 800 000.
        package var coolDown_ms: Int64 = 7_200_000
        /// Fees paid this UTC day that stop opening for the day, of the equity it began with. 1 ... 10 000.
        package var feesPerDayBasisPoints: Int64 = 100
        /// Loss at the stop, in basis points of equity, that sizes an order. 1 ... 10 000.
        package var riskPerTradeBasisPoints: Int64 = 100
        /// Share of equity that sizes an order, in percent. 1 ... 100.
        package var fixedFractionPercent = 10
        /// Share of the full Kelly stake that sizes an order, in percent; 0 does not size by Kelly. 0 ... 100.
        package var kellyFractionPercent = 0
        /// How far a win probability above one half is pulled towards it before Kelly, in percent. 0 ... 100.
        package var kellyShrinkagePercent = 50
        /// What a move of one ATR14 of the 4 h candles may cost, in basis points of equity; 0 does not size by it.
        /// 0 ... 10 000.
        package var atrRiskBasisPoints: Int64 = 0
    }
}
