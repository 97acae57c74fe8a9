/// The models of November 2026. Prices: the providers' pages as collected in September, Qwen's international ones;
/// knowledge: models.dev, month by month, absent where no page states it.
extension ModelCard {
    public static let all: [ModelCard] = [
        deepSeekFlash, deepSeekPro, qwenFlash, qwenPlus, qwen37Flash, qwen38Flash, deepSeekChat, deepSeekReasoner,
        qwenTurbo, qwen3Max,
    ]

    /// V4.1-Flash, since 2026-09-10.
    public static let deepSeekFlash = ModelCard(
        name: "deepseek-flash",
        aliases: ["deepseek-v4-flash"],
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

    public static let deepSeekPro = ModelCard(
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
    public static let qwenFlash = ModelCard(
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

    public static let qwenPlus = ModelCard(
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

    public static let qwen37Flash = ModelCard(
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
    public static let qwen38Flash = ModelCard(
        name: "qwen3.8-flash",
        dialect: .qwenCompatible,
        contextTokens: 1_000_000,
        brackets: [Bracket(price: ModelPrice(cacheHit: 16_000, cacheMiss: 150_000, output: 470_000))]
    )

    // Retired: named here so that a run that names one is told, and an old record keeps its price.

    public static let deepSeekChat = retiredDeepSeek("deepseek-chat")
    public static let deepSeekReasoner = retiredDeepSeek("deepseek-reasoner")

    private static func retiredDeepSeek(_ name: String) -> ModelCard {
        ModelCard(
            name: name,
            dialect: .deepSeek,
            retired: try? Timestamp(parsing: "2026-07-24T15:59"),
            contextTokens: 128_000,
            brackets: [Bracket(price: ModelPrice(cacheHit: 28_000, cacheMiss: 280_000, output: 420_000))]
        )
    }

    public static let qwenTurbo = ModelCard(
        name: "qwen-turbo",
        dialect: .qwenCompatible,
        retired: try? Timestamp(parsing: "2026-07-12T16:00"),
        contextTokens: 1_000_000,
        brackets: [Bracket(price: ModelPrice(cacheHit: 10_000, cacheMiss: 50_000, output: 200_000))]
    )

    public static let qwen3Max = ModelCard(
        name: "qwen3-max",
        dialect: .qwenCompatible,
        retired: try? Timestamp(parsing: "2026-10-09T16:00"),
        contextTokens: 256_000,
        brackets: [
            Bracket(
                upToPromptTokens: 32_000,
                price: ModelPrice(cacheHit: 240_000, cacheMiss: 1_200_000, output: 6_000_000)
            ),
            Bracket(
                upToPromptTokens: 128_000,
                price: ModelPrice(cacheHit: 480_000, cacheMiss: 2_400_000, output: 12_000_000)
            ),
            Bracket(price: ModelPrice(cacheHit: 600_000, cacheMiss: 3_000_000, output: 15_000_000)),
        ]
    )
}
