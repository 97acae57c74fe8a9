import Backtesting
import Fusion
import ModelAgent
import PaperTrading
import Testing
import TradingDomain

/// The bill of a stretch: every call made as an agent makes it, and nothing changed by counting it.
@Suite struct CostTests {
    private static let names = ["BTCUSDT", "ETHUSDT"]

    private static func model(_ slot: String, _ change: (inout CostSavings) -> Void) throws -> CostedModel {
        let (name, tokenizer): (String, Tokenizer) =
            slot == "deepseek" ? ("deepseek-flash", .deepSeek) : ("qwen-flash", .qwen)
        var savings = CostSavings()
        change(&savings)
        let settings = try AgentSettings(
            slot: slot,
            model: ModelOffer(name: name, card: ModelTable.standard.card(name)),
            savings: savings
        )
        return CostedModel(settings: settings, tokenizer: tokenizer)
    }

    private static func run(
        _ candles: [Candle],
        isCosted: Bool = true,
        hasPrefixCache: Bool = true,
        _ change: (inout CostSavings) -> Void = { _ in }
    ) throws -> (result: BacktestResult, bills: [ModelBill]) {
        var settings = try Fixture.settings(names)
        if isCosted {
            settings.costed = try ["deepseek", "qwen"].map { slot in
                var model = try model(slot, change)
                model.hasPrefixCache = hasPrefixCache
                return model
            }
        }
        var backtest = try Backtest(settings, log: Fixture.log(names), ledgerPath: nil)
        var tape = CandleTape(candles)
        _ = try backtest.run(&tape)
        return (try backtest.close(), backtest.bills)
    }

    @Test func countingTheBillChangesNoEntryOfTheBooks() throws {
        let candles = try Fixture.candles(Self.names, seed: 3, days: 14)
        let plain = try Self.run(candles, isCosted: false)
        let costed = try Self.run(candles)
        #expect(plain.bills.isEmpty && costed.bills.map(\.slot) == ["deepseek", "qwen"])
        #expect(costed.result.ledgerHash == plain.result.ledgerHash)
        #expect(costed.result.broker.fills > 0)
    }

    @Test func eachSavingThatIsTurnedOffCostsMore() throws {
        let candles = try Fixture.candles(Self.names, seed: 3, days: 12)
        let all = try Self.run(candles).bills
        let loud = try Self.run(candles) { $0.skipsQuiet = false }.bills
        let single = try Self.run(candles) { $0.symbolsPerCall = 1 }.bills
        let fresh = try Self.run(candles, hasPrefixCache: false).bills
        for index in all.indices {
            #expect(all[index].quiet > 0 && loud[index].quiet == 0)
            #expect(loud[index].asked == all[index].asked + all[index].quiet)
            #expect(single[index].calls == all[index].asked && all[index].calls < all[index].asked)
            #expect(all[index].cachedTokens > 0 && fresh[index].cachedTokens == 0)
            #expect(fresh[index].promptTokens == all[index].promptTokens)
            for other in [loud, single, fresh] { #expect(other[index].cost_nanoUSD > all[index].cost_nanoUSD) }
        }
    }
}
