package import Runtime
package import TradingDomain

extension Settings {
    /// The instruments of the run, sorted.
    /// - Throws: ``ProcessFailure`` that names a symbol that is none.
    package func symbols() throws(ProcessFailure) -> [Symbol] { try symbols(in: "market.symbols") }

    /// The symbols that a setting lists, sorted.
    func symbols(in setting: String) throws(ProcessFailure) -> [Symbol] {
        var symbols: Set<Symbol> = []
        for name in list(setting) {
            do throws(ValueError) {
                symbols.insert(try Symbol(name))
            } catch {
                throw ProcessFailure(.configuration, "\(setting): \(error)")
            }
        }
        return symbols.sorted()
    }

    /// The timeframe of the entry view.
    package func entryTimeframe() throws(ProcessFailure) -> Timeframe {
        guard let timeframe = Timeframe(rawValue: text("market.interval")) else {
            throw ProcessFailure(
                .configuration,
                "market.interval was '\(text("market.interval"))'; allowed are 1m, 3m, 5m"
            )
        }
        return timeframe
    }

    /// What the venue accepts, for every instrument of the run.
    ///
    /// - Source: Binance's exchange information of 2025 for the six default instruments (tick, step and minimum
    ///   notional of USD-M perpetuals); any other instrument gets the finest grid and 5 USDT.
    package func instruments() throws(ProcessFailure) -> [InstrumentRules] {
        var rules: [InstrumentRules] = []
        let own = try ownFilters()
        for symbol in try symbols() {
            let grid = Self.grids.first { $0.symbol == symbol.description } ?? ("", "0.00000001", "0.00001", "5")
            if let filter = own.first(where: { $0.symbol == symbol }) {
                rules.append(filter)
                continue
            }
            do throws(ValueError) {
                rules.append(
                    try InstrumentRules(
                        symbol: symbol,
                        tick: try Price(parsing: grid.1),
                        lot: try Quantity(parsing: grid.2),
                        minimumNotional: try Money(parsing: grid.3)
                    )
                )
            } catch {
                throw ProcessFailure(.configuration, "instrument \(symbol): \(error)")
            }
        }
        return rules
    }

    /// The filters that `market.instruments` names.
    private func ownFilters() throws(ProcessFailure) -> [InstrumentRules] {
        guard let text = optional("market.instruments") else { return [] }
        var rules: [InstrumentRules] = []
        for part in text.split(separator: ",") {
            let fields = part.split(separator: ":", omittingEmptySubsequences: false)
                .map { $0.trimmingPrefix(while: { $0 == " " }) }
            do throws(ValueError) {
                guard fields.count == 5 else {
                    throw .malformed(what: "filter", text: String(part.prefix(60)))
                }
                rules.append(
                    try InstrumentRules(
                        symbol: Symbol(fields[0]),
                        tick: Price(parsing: fields[1]),
                        lot: Quantity(parsing: fields[2]),
                        minimumNotional: Money(parsing: fields[4]),
                        minimumQuantity: Quantity(parsing: fields[3])
                    )
                )
            } catch {
                let form = "SYMBOL:TICK:STEP:MIN_QUANTITY:MIN_NOTIONAL"
                throw ProcessFailure(.configuration, "market.instruments '\(part)': \(error); allowed is \(form)")
            }
        }
        return rules
    }

    private static let grids: [(symbol: String, tick: String, lot: String, minimum: String)] = [
        ("BTCUSDT", "0.01", "0.001", "5"),
        ("ETHUSDT", "0.01", "0.001", "5"),
        ("SOLUSDT", "0.001", "0.01", "5"),
        ("BNBUSDT", "0.01", "0.01", "5"),
        ("XRPUSDT", "0.0001", "0.1", "5"),
        ("DOGEUSDT", "0.00001", "1", "5"),
    ]
}
