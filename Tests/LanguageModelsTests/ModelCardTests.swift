import LanguageModels
import Ports
import Testing
import TradingDomain

/// Costs against litellm's table and the providers' pages, to the digit.
@Suite struct ModelCardTests {
    struct CostCase: CustomTestStringConvertible, Sendable {
        let name: String
        let model: String
        let time: String
        let prompt: Int
        var cached = 0
        let completion: Int
        /// 1e-9 USD.
        let cost: Int64

        var testDescription: String { name }
    }

    @Test(arguments: [
        CostCase(
            name: "litellm's figure, Monday 00:5x",
            model: "deepseek-flash",
            time: "2026-11-23T00:55",
            prompt: 339,
            cached: 320,
            completion: 42,
            cost: 29_010
        ),
        CostCase(
            name: "peak begins at 01:00",
            model: "deepseek-flash",
            time: "2026-11-23T01:00",
            prompt: 339,
            cached: 320,
            completion: 42,
            cost: 58_020
        ),
        CostCase(
            name: "last second of the first peak",
            model: "deepseek-flash",
            time: "2026-11-23T03:59:59",
            prompt: 1500,
            completion: 150,
            cost: 630_000
        ),
        CostCase(
            name: "between the peaks",
            model: "deepseek-flash",
            time: "2026-11-23T04:00",
            prompt: 1500,
            completion: 150,
            cost: 315_000
        ),
        CostCase(
            name: "second peak",
            model: "deepseek-flash",
            time: "2026-11-27T09:59:59",
            prompt: 1500,
            completion: 150,
            cost: 630_000
        ),
        CostCase(
            name: "after the second peak",
            model: "deepseek-flash",
            time: "2026-11-27T10:00",
            prompt: 1500,
            completion: 150,
            cost: 315_000
        ),
        CostCase(
            name: "Saturday",
            model: "deepseek-flash",
            time: "2026-11-28T07:00",
            prompt: 1500,
            completion: 150,
            cost: 315_000
        ),
        CostCase(
            name: "Sunday",
            model: "deepseek-flash",
            time: "2026-11-29T07:00",
            prompt: 1500,
            completion: 150,
            cost: 315_000
        ),
        CostCase(
            name: "the older name is routed",
            model: "deepseek-v4-flash",
            time: "2026-11-29T07:00",
            prompt: 1500,
            completion: 150,
            cost: 315_000
        ),
        CostCase(
            name: "qwen-flash",
            model: "qwen-flash",
            time: "2026-11-23T01:30",
            prompt: 1500,
            completion: 150,
            cost: 135_000
        ),
        CostCase(
            name: "qwen3.8-flash",
            model: "qwen3.8-flash",
            time: "2026-11-23T01:30",
            prompt: 1500,
            completion: 150,
            cost: 295_500
        ),
        CostCase(
            name: "qwen3.7-flash at the end of its first bracket",
            model: "qwen3.7-flash",
            time: "2026-11-23T01:30",
            prompt: 32_000,
            completion: 0,
            cost: 960_000
        ),
        CostCase(
            name: "qwen3.7-flash one token over",
            model: "qwen3.7-flash",
            time: "2026-11-23T01:30",
            prompt: 32_001,
            completion: 0,
            cost: 3_200_100
        ),
    ])
    func callCostsAsListed(_ example: CostCase) throws {
        let card = try #require(ModelTable.standard.card(example.model))
        let usage = try #require(
            TokenUsage(promptTokens: example.prompt, cachedTokens: example.cached, completionTokens: example.completion)
        )
        #expect(card.cost(of: usage, at: try Timestamp(parsing: example.time)) == example.cost)
    }

    @Test func partOfANanoDollarCountsWhole() throws {
        let usage = try #require(TokenUsage(promptTokens: 1, cachedTokens: 1, completionTokens: 0))
        #expect(ModelPrice(cacheHit: 1, cacheMiss: 0, output: 0).cost(of: usage) == 1)
        #expect(ModelPrice(cacheHit: 1000, cacheMiss: 0, output: 0).cost(of: usage) == 1)
        #expect(ModelPrice(cacheHit: 1001, cacheMiss: 0, output: 0).cost(of: usage) == 2)
    }

    @Test(arguments: ModelCard.all)
    func everyCardIsWhole(card: ModelCard) throws {
        #expect(ModelTable.standard.card(card.name) == card)
        #expect(card.brackets.last?.upToPromptTokens == nil)
        let limits = card.brackets.dropLast().map { $0.upToPromptTokens ?? 0 }
        #expect(limits == limits.sorted() && !limits.contains(0))
        for bracket in card.brackets {
            #expect(bracket.price.cacheHit < bracket.price.cacheMiss)
            #expect((bracket.peakPrice == nil) == (card.peakHours == nil))
        }
        // The reservation is never below the same call's cost without a cache, at four bytes a token.
        let request = try RequestBodyTests.request(user: String(repeating: "65012.34 ", count: 300))
        let usage = try #require(
            TokenUsage(promptTokens: 3000 / 4, cachedTokens: 0, completionTokens: request.maximumReplyTokens)
        )
        let time = try Timestamp(parsing: "2026-11-23T01:30")
        #expect(
            card.reservation(promptBytes: 3000, maximumReplyTokens: request.maximumReplyTokens, at: time)
                > card.cost(of: usage, at: time)
        )
    }

    @Test func knowledgeEndsWhereThePagesSay() throws {
        #expect(ModelCard.deepSeekFlash.knowledgeEnd == (try Timestamp(parsing: "2025-06-01")))
        #expect(ModelCard.qwenFlash.knowledgeEnd == (try Timestamp(parsing: "2024-05-01")))
    }

    @Test func nothingIsKnownOfOtherNames() {
        #expect(ModelTable.standard.card("gpt-7") == nil)
    }
}
