internal import AgentService
internal import Backtesting
internal import ModelAgent
internal import Runtime
internal import ShadowService
internal import StageSettings
internal import TradingDomain

/// The same stretch, billed with all savings and without some of them.
struct CostRun {
    /// One way of asking.
    struct Row {
        let name: String
        let bills: [ModelBill]
    }

    private struct Case {
        let name: String
        var settings: [String] = []
        var hasPrefixCache = true
    }

    private let market: MarketOptions
    private let run: RunOptions
    private let since: Timestamp?
    private let replyTokens: Int

    init(_ market: MarketOptions, _ run: RunOptions, since: Timestamp?, _ replyTokens: Int) {
        self.market = market
        self.run = run
        self.since = since
        self.replyTokens = replyTokens
    }

    private static let everything = Case(name: "everything on")
    private static let strong = ["deepseek.strong_model=deepseek-v4-pro", "qwen.strong_model=qwen-plus"]
    private static let off = [
        Case(name: "no 4 h reuse", settings: ["fusion.reask_after_atr_tenths=0"]),
        Case(name: "no pre-filter", settings: ["cost.skip_quiet=false"]),
        Case(name: "no response cache", settings: ["cost.cache_minutes=0", "fusion.decision_ttl_seconds=0"]),
        Case(name: "no batching", settings: ["cost.symbols_per_call=1"]),
        Case(name: "no prefix caching", hasPrefixCache: false),
        Case(
            name: "asking every time",
            settings: [
                "fusion.reask_after_atr_tenths=0", "cost.skip_quiet=false", "cost.cache_minutes=0",
                "fusion.decision_ttl_seconds=0", "cost.symbols_per_call=1",
            ],
            hasPrefixCache: false
        ),
        Case(name: "strong model for the urgent", settings: strong),
        Case(name: "strong model for everything", settings: strong + ["cost.choose_model=false"]),
    ]

    /// - Parameter isFull: also with each saving turned off.
    /// - Returns: none when it was interrupted.
    /// - Throws: ``ProcessFailure`` for settings, candles or a model table that cannot be used.
    func rows(isFull: Bool) throws -> [Row] {
        let settings = try run.process(market.overrides).settings()
        let source = CandleInput(market, settings, cache: run.cache)
        let input = try source.open()
        let tape = try source.tape(input)
        Interruption.begin()
        let cases = [Self.everything] + (isFull ? Self.off : [])
        let line = ProgressLine(total: tape.candles.count * cases.count)
        var rows: [Row] = []
        for (index, one) in cases.enumerated() {
            var candles = tape
            let before = index * tape.candles.count
            var backtest = try Backtest(try stages(one), log: input.log, ledgerPath: nil)
            let isDone = try backtest.run(&candles) { line.mayGoOn(before + $0) }
            guard isDone else { return [] }
            rows.append(Row(name: one.name, bills: backtest.bills))
        }
        line.clear()
        return rows
    }

    private func stages(_ one: Case) throws -> BacktestSettings {
        let settings = try run.process(market.overrides + one.settings).settings()
        var stages = try BacktestSettings(settings)
        for slot in stages.slotNames where settings.text("\(slot).engine") == "http" {
            let (offer, strong) = try settings.models(slot, named: nil)
            let dialect = ModelDialect(rawValue: settings.text("\(slot).protocol")) ?? .deepSeek
            let agent = try AgentSettings(
                slot: slot,
                model: offer,
                strongModel: strong,
                template: try PromptTemplate.configured(settings),
                savings: try settings.costSavings()
            )
            var model = CostedModel(settings: agent, tokenizer: Tokenizer(dialect))
            model.hasPrefixCache = one.hasPrefixCache
            model.replyTokensPerSymbol = replyTokens
            model.billedSince = since
            stages.costed.append(model)
        }
        guard !stages.costed.isEmpty else {
            throw ProcessFailure(
                .configuration,
                "no slot asks a model: set an engine to http, such as qwen.engine=http"
            )
        }
        return stages
    }
}
