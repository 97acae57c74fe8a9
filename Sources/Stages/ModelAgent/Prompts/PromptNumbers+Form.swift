import TradingDomain

// The three blocks, each with the rows that end it.
extension PromptNumbers {
    mutating func passTrend<Form: PromptForm>(through form: inout Form) throws(Form.Failure) {
        var trend = trend ?? TrendNumbers()
        try trend.pass(through: &form)
        self.trend = trend
        try form.levels("supports", &lists.supports)
        try form.levels("resistances", &lists.resistances)
    }

    mutating func passMarket<Form: PromptForm>(through form: inout Form) throws(Form.Failure) {
        try market.pass(through: &form)
        try form.correlations("correlations", &lists.correlations)
    }

    mutating func passEntry<Form: PromptForm>(through form: inout Form) throws(Form.Failure) {
        var entry = entry ?? EntryNumbers()
        try entry.pass(through: &form)
        self.entry = entry
        try form.numbers("last_closes", decimals: 8, &lists.closes)
        try form.numbers("last_ema20", decimals: 8, &lists.ema20s)
        try form.numbers("last_macd", decimals: FineAmount.decimals, &lists.macds)
        try form.numbers("last_rsi7", decimals: FineAmount.decimals, &lists.rsi7s)
        try form.numbers("last_rsi14", decimals: FineAmount.decimals, &lists.rsi14s)
    }
}

extension TrendNumbers {
    mutating func pass<Form: PromptForm>(through form: inout Form) throws(Form.Failure) {
        try form.time("closed", &closeTime)
        try form.number("close", decimals: 8, &close)
        try form.word("direction", &direction)
        try form.word("strength", &strength)
        try form.number("ema20", decimals: 8, &ema20)
        try form.number("ema50", decimals: 8, &ema50)
        try macd.pass(through: &form)
        try form.number("rsi14", decimals: FineAmount.decimals, &rsi14)
        try form.number("adx14", decimals: FineAmount.decimals, &adx14)
        try form.number("atr3", decimals: FineAmount.decimals, &atr3)
        try form.number("atr14", decimals: FineAmount.decimals, &atr14)
        try form.number("bollinger_upper", decimals: 8, &bandUpper)
        try form.number("bollinger_middle", decimals: 8, &bandMiddle)
        try form.number("bollinger_lower", decimals: 8, &bandLower)
        try form.number("volume_ratio", decimals: FineAmount.decimals, &volumeRatio)
        try form.number("momentum_percent", decimals: FineAmount.decimals, &momentum)
    }
}

extension MarketNumbers {
    mutating func pass<Form: PromptForm>(through form: inout Form) throws(Form.Failure) {
        try form.number("price", decimals: 8, &price)
        try form.number("volatility_percent_year", decimals: FineAmount.decimals, &volatility)
        try form.flag("recent_gap", &hasGap)
        try form.number("funding_percent", decimals: FineAmount.decimals, &funding)
        try form.number("open_interest", decimals: 4, &openInterest)
    }
}

extension EntryNumbers {
    mutating func pass<Form: PromptForm>(through form: inout Form) throws(Form.Failure) {
        try form.word("timeframe", &timeframe)
        try form.time("closed", &closeTime)
        try form.number("close", decimals: 8, &close)
        try form.number("ema20", decimals: 8, &ema20)
        try form.number("ema50", decimals: 8, &ema50)
        try macd.pass(through: &form)
        try form.number("rsi7", decimals: FineAmount.decimals, &rsi7)
        try form.number("rsi14", decimals: FineAmount.decimals, &rsi14)
        try form.number("atr14", decimals: FineAmount.decimals, &atr14)
        try form.word("breakout", &breakoutSide)
        try form.number("breakout_level", decimals: 8, &breakoutLevel)
        try form.number("breakout_excess_atr", decimals: FineAmount.decimals, &breakoutExcess)
        try form.number("volume_ratio", decimals: FineAmount.decimals, &volumeRatio)
        try form.number("momentum_percent", decimals: FineAmount.decimals, &momentum)
        try form.word("condition", &condition)
        try form.word("micro_trend", &microTrend)
    }
}

extension MACDNumbers {
    mutating func pass<Form: PromptForm>(through form: inout Form) throws(Form.Failure) {
        try form.number("macd", decimals: FineAmount.decimals, &line)
        try form.number("macd_signal", decimals: FineAmount.decimals, &signal)
        try form.number("macd_histogram", decimals: FineAmount.decimals, &histogram)
    }
}
