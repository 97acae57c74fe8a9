import Foundation
import Testing
import TradingDomain

@testable import Runtime

/// `config/models.yaml` is the embedded table, written out; `UPDATE_GOLDEN=1` writes it anew.
struct ModelTableTests {
    private static let file = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "../../config/models.yaml").standardized

    @Test func theFileIsTheEmbeddedTable() throws {
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try Data(Self.text.utf8).write(to: Self.file)
        }
        let text = String(decoding: try Data(contentsOf: Self.file), as: UTF8.self)
        #expect(text == Self.text)
        #expect(try ModelTable(yaml: text) == .standard)
    }

    @Test func aSettingReplacesIt() throws {
        let settings = try Settings(file: nil, environment: [:], overrides: ["models.table=\(Self.file.path)"])
        #expect(try settings.modelTable() == .standard)
        let other = try Settings(file: nil, environment: [:], overrides: ["models.table=/nowhere"])
        #expect(throws: SettingsError.self) { try other.modelTable() }
    }

    @Test(
        arguments: [
            ("name: \"qwen-flash\"", "nom: \"qwen-flash\"", "unknown key 'nom'"),
            ("protocol: \"deepseek\"", "protocol: \"grpc\"", "protocol was 'grpc', allowed is deepseek"),
            ("cache_miss: 0.15,", "cache_miss: a lot,", "cache_miss was 'a lot'"),
            ("context_tokens: 1000000", "context_tokens: many", "context_tokens is a whole number"),
            ("[\"1-4\", \"6-10\"]", "[\"4-1\"]", "peak_hours_utc had '4-1'"),
            ("up_to_prompt_tokens: 32000,", "", "prices stand by rising up_to_prompt_tokens"),
            ("name: \"qwen-plus\"", "name: \"qwen-flash\"", "'qwen-flash' is there twice"),
            ("knowledge_until: \"2025-06-01", "knowledge_until: \"soon", "knowledge_until was 'soon"),
        ]
    )
    func whatIsWrongIsNamed(was: String, becomes: String, problem: String) throws {
        let broken = Self.text.replacingOccurrences(of: was, with: becomes)
        try #require(broken != Self.text)
        let error = try #require(throws: SettingsError.self) { try ModelTable(yaml: broken) }
        #expect(error.description.contains(problem), "\(error)")
    }

    private static var text: String {
        var text = """
            # How each model is asked and what it costs. A changed copy is used with --set models.table=FILE. Prices are list
            # prices in USD per million tokens, as the providers' pages had them in November 2026; Qwen's are the international
            # ones. knowledge_until is the first moment that the model has read nothing of. peak_hours_utc hold Monday to Friday,
            # the end excluded. thinking_switch is what turns thinking off: it refuses a forced tool choice on both providers.

            models:

            """
        for card in ModelTable.standard.cards {
            let capabilities = card.capabilities
            text += "  - name: \"\(card.name)\"\n"
            if !card.aliases.isEmpty { text += "    aliases: \(card.aliases)\n" }
            text += "    protocol: \"\(card.dialect.rawValue)\"\n"
            text += "    tool_choice: \(capabilities.toolChoice.rawValue)\n"
            text += "    answer: \(capabilities.answerForm.rawValue)\n"
            text += "    thinking_switch: \(capabilities.thinkingSwitch.rawValue)\n"
            text += "    reply_limit: \(capabilities.replyLimitField.rawValue)\n"
            text += "    context_tokens: \(card.contextTokens)\n"
            if let end = card.knowledgeEnd { text += "    knowledge_until: \"\(end)\"\n" }
            if let retired = card.retired { text += "    retired: \"\(retired)\"\n" }
            if let peak = card.peakHours {
                text += "    peak_hours_utc: \(peak.hours.map { "\($0.lowerBound)-\($0.upperBound)" })\n"
            }
            text += "    usd_per_million_tokens:\n"
            for bracket in card.brackets {
                let limit = bracket.upToPromptTokens.map { "up_to_prompt_tokens: \($0), " } ?? ""
                let peak = bracket.peakPrice.map { ", " + prices($0, "peak_") } ?? ""
                text += "      - {\(limit)\(prices(bracket.price, ""))\(peak)}\n"
            }
        }
        return text
    }

    private static func prices(_ price: ModelPrice, _ prefix: String) -> String {
        [("cache_hit", price.cacheHit), ("cache_miss", price.cacheMiss), ("output", price.output)]
            .map { "\(prefix)\($0): \(Money(units: $1 * 100))" }.joined(separator: ", ")
    }
}
