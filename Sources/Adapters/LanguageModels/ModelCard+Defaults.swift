import TradingDomain

/// The models of November 2026. Prices: the providers' pages as collected in September, Qwen's international ones;
/// knowledge: models.dev, month by month, absent where no page states it.
extension ModelCard {
    package static let all: [ModelCard] = [
        deepSeekFlash, deepSeekPro, qwenFlash, qwenPlus, qwen37Flash, qwen38Flash,
    ]

    /// - Parameter name: the provider's name of the model.
    /// - Returns: its card, or `nil` when nothing is known of it; then its cost cannot be bounded.
    package static func named(_ name: String) -> ModelCard? {
        // The older name is still accepted and routed to the newer model.
        let current = name == "deepseek-v4-flash" ? "deepseek-flash" : name
        return all.first { $0.name == current }
    }

    /// V4.1-Flash, since 2026-09-10.
    package static let deepSeekFlash = ModelCard(
        name: "deepseek-flash",
        dialect: .deepSeek,
        knowledgeEnd: try? Timestamp(parsing: "2025-06-01"),
        contextTokens: 1_000_000,
        brackets: [
            Bracket(
                price: ModelPrice(cacheHit: 3_000, cacheMiss: 150_000, output: 600_000),
                peakPrice: ModelPrice(cacheHit: 6_000, cacheMiss: 300_000, output: 1_200_000)
            )
        ],
        peakHours: .deepSeek
    )

    package static let deepSeekPro = ModelCard(
        name: "deepseek-v4-pro",
        dialect: .deepSeek,
        contextTokens: 1_000_000,
        brackets: [
            Bracket(
                price: ModelPrice(cacheHit: 22_000, cacheMiss: 660_000, output: 1_980_000),
                peakPrice: ModelPrice(cacheHit: 44_000, cacheMiss: 1_320_000, output: 3_960_000)
            )
        ],
        peakHours: .deepSeek
    )

    /// Thinking is off by default, and both endpoints serve it.
    package static let qwenFlash = ModelCard(
        name: "qwen-flash",
        dialect: .qwenCompatible,
        knowledgeEnd: try? Timestamp(parsing: "2024-05-01"),
        contextTokens: 1_000_000,
        brackets: [
            Bracket(
                upToPromptTokens: 256_000,
                price: ModelPrice(cacheHit: 10_000, cacheMiss: 50_000, output: 400_000)
            ),
            Bracket(price: ModelPrice(cacheHit: 50_000, cacheMiss: 250_000, output: 2_000_000)),
        ]
    )

    package static let qwenPlus = ModelCard(
        name: "qwen-plus",
        dialect: .qwenCompatible,
        knowledgeEnd: try? Timestamp(parsing: "2024-05-01"),
        contextTokens: 1_000_000,
        brackets: [
            Bracket(
                upToPromptTokens: 256_000,
                price: ModelPrice(cacheHit: 80_000, cacheMiss: 400_000, output: 1_200_000)
            ),
            Bracket(price: ModelPrice(cacheHit: 240_000, cacheMiss: 1_200_000, output: 3_600_000)),
        ]
    )

    package static let qwen37Flash = ModelCard(
        name: "qwen3.7-flash",
        dialect: .qwenCompatible,
        contextTokens: 1_000_000,
        brackets: [
            Bracket(
                upToPromptTokens: 32_000,
                price: ModelPrice(cacheHit: 6_000, cacheMiss: 30_000, output: 130_000)
            ),
            Bracket(
                upToPromptTokens: 256_000,
                price: ModelPrice(cacheHit: 20_000, cacheMiss: 100_000, output: 400_000)
            ),
            Bracket(price: ModelPrice(cacheHit: 40_000, cacheMiss: 200_000, output: 800_000)),
        ]
    )

    /// Since 2026-08-28.
    package static let qwen38Flash = ModelCard(
        name: "qwen3.8-flash",
        dialect: .qwenCompatible,
        contextTokens: 1_000_000,
        brackets: [Bracket(price: ModelPrice(cacheHit: 16_000, cacheMiss: 150_000, output: 470_000))]
    )
}
