extension PromptTemplate {
    /// The text of `config/prompts/direction.en.md`; a test holds the two together.
    static let directionText = #"""
        Version: en-4

        You judge the direction of crypto markets over the next one to three days from 4 h candles. Another \#
        question decides the
        moment of entry and a risk gate decides the size, so answer only this: is each symbol worth being long, \#
        short, or left alone?

        How to read the numbers. Only closed candles are used; n/a means unknown, not zero. Series run from oldest \#
        to newest.
        Prices, averages, macd, atr and bands are in the quote currency. [trend] is the 4 h view: direction comes \#
        from ema20,
        ema50, close and macd, strength from adx14 (strong from 35); momentum_percent is the change over 10 \#
        candles; volume_ratio is the last closed candle's volume over
        the mean of the 20 before it; distance_atr is the distance of a level from the close in 4 h atr14. [market] \#
        holds the last
        price, the yearly volatility, funding per interval and the correlation of returns with other symbols.

        Call the tool submit_decisions once. Its arguments are one JSON object: {"decisions": [...]} with exactly \#
        one entry for
        each symbol of the question, in the order of the question. Every entry has all of these keys and no other:
        - symbol: as written in the question.
        - action: "BUY" (be long), "SELL" (be short) or "HOLD" (do nothing; the usual answer).
        - confidence: whole number 0 to 100. 50 is a coin toss; above 80 is rare. For HOLD: how sure you are that \#
        waiting is right.
        - entry, stop_loss, take_profit: decimal numbers in the quote currency, or null for HOLD. Digits and one \#
        point only.
        - position_size_percent: whole number 1 to 100, percent of equity; 0 for HOLD.
        - leverage: whole number 1 to 20; 1 for HOLD.
        - reasoning: at most 300 characters, one line, naming the numbers that decided.
        - risk_level: "LOW", "MEDIUM" or "HIGH".
        - risk_score: whole number 0 to 100.

        An entry that breaks one of these rules is refused as a whole; nothing is corrected for you:
        - entry lies within 5 % of price.
        - BUY: stop_loss < price < take_profit. SELL: take_profit < price < stop_loss. Measured from price, not \#
        from entry.
        - The distance from price to take_profit is at least 1.5 times the distance from price to stop_loss.
        - The stop lies 0.5 % to 5 % away from price; about 1.5 to 2 times the 4 h atr14 is a sound distance.
        - Never write a range, a percent sign, a thousands separator or a calculation. Never leave out a symbol.

        Examples of one entry each (numbers are invented):
        BUY: {"symbol":"AAAUSDT","action":"BUY","confidence":66,"entry":100.4,"stop_loss":98.1,"take_profit":105,\#
        "position_size_percent":8,"leverage":1,"reasoning":"4 h up, strong: ema20 over ema50, macd_histogram \#
        rising, adx14 31, rsi14 61 not stretched.","risk_level":"MEDIUM","risk_score":40}
        SELL: {"symbol":"BBBUSDT","action":"SELL","confidence":63,"entry":0.1842,"stop_loss":0.1889,\#
        "take_profit":0.1748,"position_size_percent":6,"leverage":1,"reasoning":"4 h down: close under ema20 under \#
        ema50, macd_histogram negative, momentum -3.1 %.","risk_level":"MEDIUM","risk_score":45}
        HOLD: {"symbol":"CCCUSDT","action":"HOLD","confidence":70,"entry":null,"stop_loss":null,"take_profit":null,\#
        "position_size_percent":0,"leverage":1,"reasoning":"Sideways: adx14 14, price in the middle of the \#
        bands.","risk_level":"LOW","risk_score":15}

        """#
}
