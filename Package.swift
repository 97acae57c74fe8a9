// swift-tools-version: 6.2
import PackageDescription

// The manifest is the architecture: modules in layers, each with the only modules it may import.
// CI enforces it with `--explicit-target-dependency-import-check error`; `docs/architecture.md` draws it.

/// Every target builds with the checks that Swift 7 will turn on, and with warnings as errors.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),  // SE-0335
    .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
    .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),  // SE-0461
    .enableUpcomingFeature("InferIsolatedConformances"),  // SE-0470
    .enableUpcomingFeature("ImmutableWeakCaptures"),  // SE-0481
    .treatAllWarnings(as: .error),
]

/// A library module: one job, and the only modules it may import.
func module(
    _ name: String,
    in folder: String? = nil,
    imports: [Target.Dependency] = [],
    exclude: [String] = [],
    resources: [Resource] = []
) -> Target {
    .target(
        name: name,
        dependencies: imports,
        path: folder.map { "Sources/\($0)/\(name)" } ?? "Sources/\(name)",
        exclude: exclude,
        resources: resources,
        swiftSettings: strict
    )
}

/// A process: a folder in kebab-case, named as `ps`, the Procfile and the logs show it.
func process(_ name: String, imports: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name,
        dependencies: imports + [argumentParser],
        path: "Sources/Processes/\(name)",
        swiftSettings: strict
    )
}

func tests(_ name: String, of imports: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: imports + ["TestSupport"],
        path: "Tests/\(name)Tests",
        resources: resources,
        swiftSettings: strict
    )
}

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let configuration: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let protobuf: Target.Dependency = .product(name: "SwiftProtobuf", package: "swift-protobuf")
let serviceLifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let systemPackage: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
    name: "tandem",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-protobuf.git", from: "1.39.0"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    ],
    targets: [
        // L0: the nouns, and arithmetic without trading words.
        module("TradingDomain"),
        module("Indicators"),
        module("JSONText"),
        module("ModelScoring", imports: ["TradingDomain"]),
        module("Statistics"),
        // L1: pure stages. A stage never imports a stage; what two of them share is a word of the domain.
        module("MarketData", in: "Stages", imports: ["TradingDomain"]),
        module("Features", in: "Stages", imports: ["Indicators", "TradingDomain"]),
        module("ModelAgent", in: "Stages", imports: ["JSONText", "TradingDomain"]),
        module("Fusion", in: "Stages", imports: ["ModelScoring", "TradingDomain"]),
        module("Risk", in: "Stages", imports: ["TradingDomain"]),
        module("PaperTrading", in: "Stages", imports: ["TradingDomain"]),
        module("Performance", in: "Stages", imports: ["TradingDomain"]),
        // L2: what a stage's shell needs of the world, and what travels.
        module("Ports", imports: ["ModelAgent", "TradingDomain"]),
        module("WireFormat", imports: ["TradingDomain", protobuf], exclude: ["Protos"]),
        // L3: adapters. Each outside library is known to one module.
        .systemLibrary(name: "CZeroMQ", path: "Sources/Adapters/CZeroMQ", providers: [.apt(["libzmq3-dev"])]),
        .systemLibrary(name: "CZlib", path: "Sources/Adapters/CZlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CProcess", path: "Sources/Adapters/CProcess"),
        module("ProcessNotification", in: "Adapters", imports: ["CProcess"]),
        module("ZeroMQBus", in: "Adapters", imports: ["CZeroMQ"]),
        module("MarketDataFeeds", in: "Adapters", imports: ["CZlib", "MarketData", "TradingDomain"]),
        module(
            "LanguageModels",
            in: "Adapters",
            imports: ["JSONText", "Ports", "TradingDomain", asyncHTTPClient, nioCore, nioHTTP1, nioPosix]
        ),
        module("SQLiteStore", in: "Adapters", imports: ["PaperTrading", "TradingDomain", crypto, grdb]),
        module("HTTPServing", in: "Adapters", imports: [hummingbird, nioCore, logging, serviceLifecycle]),
        module(
            "WebDashboard",
            in: "Adapters",
            imports: ["HTTPServing", "JSONText", "Performance", "TradingDomain"],
            resources: ["app.js", "charts.js", "icon.svg", "index.html", "style.css"].map { .embedInCode("Page/\($0)") }
        ),
        module("ModelSimulator", in: "Adapters", imports: ["HTTPServing", "JSONText", "ModelAgent", logging]),
        module(
            "Backtesting",
            imports: [
                "Features", "Fusion", "Indicators", "MarketData", "MarketDataFeeds", "ModelAgent", "ModelScoring",
                "PaperTrading", "Performance", "Ports", "Risk", "SQLiteStore", "Statistics", "TradingDomain",
            ]
        ),
        module(
            "BacktestReports",
            imports: ["Backtesting", "JSONText", "ModelScoring", "Performance", "Statistics", "TradingDomain"]
        ),
        module(
            "FeatureReport",
            imports: ["Features", "Indicators", "JSONText", "MarketData", "MarketDataFeeds", "TradingDomain"]
        ),
        // L4: what every process does alike, and the shell of each stage.
        module(
            "Runtime",
            imports: [
                "ProcessNotification", "TradingDomain", "WireFormat", "ZeroMQBus", argumentParser, logging, unixSignals,
                yams,
            ]
        ),
        module(
            "StageSettings",
            imports: [
                "Fusion", "MarketData", "MarketDataFeeds", "ModelScoring", "PaperTrading", "Risk", "Runtime",
                "TradingDomain",
            ]
        ),
        module("Supervision", in: "Services", imports: ["CProcess", "ProcessNotification", logging]),
        module(
            "FeederService",
            in: "Services",
            imports: [
                "MarketData", "MarketDataFeeds", "Runtime", "SQLiteStore", "StageSettings", "TradingDomain",
                "WireFormat",
                "ZeroMQBus", logging,
            ]
        ),
        module(
            "FeatureService",
            in: "Services",
            imports: ["Features", "Runtime", "StageSettings", "TradingDomain", "WireFormat", "ZeroMQBus", logging]
        ),
        module(
            "AgentService",
            in: "Services",
            imports: [
                argumentParser,
                "LanguageModels", "ModelAgent", "Ports", "ProcessNotification", "Runtime", "SQLiteStore",
                "TradingDomain",
                "WireFormat", "ZeroMQBus", logging,
            ]
        ),
        module(
            "FusionService",
            in: "Services",
            imports: [
                "Fusion", "Runtime", "SQLiteStore", "StageSettings", "TradingDomain", "WireFormat", "ZeroMQBus",
                logging,
            ]
        ),
        module(
            "RiskService",
            in: "Services",
            imports: [
                "Risk", "Runtime", "SQLiteStore", "StageSettings", "TradingDomain", "WireFormat", "ZeroMQBus", logging,
            ]
        ),
        module(
            "BrokerService",
            in: "Services",
            imports: [
                "PaperTrading", "Runtime", "SQLiteStore", "StageSettings", "TradingDomain", "WireFormat", "ZeroMQBus",
                logging,
            ]
        ),
        module(
            "Operations",
            in: "Services",
            imports: [
                "AgentService", "Backtesting", "Fusion", "JSONText", "LanguageModels", "ModelAgent", "ModelScoring",
                "PaperTrading", "Performance", "ShadowService",
                "Ports",
                "Runtime",
                "SQLiteStore", "StageSettings", "TradingDomain", "WireFormat", "ZeroMQBus",
            ]
        ),
        module(
            "ShadowService",
            in: "Services",
            imports: [
                "Backtesting", "Performance", "Runtime", "StageSettings", "TradingDomain", "WireFormat", "ZeroMQBus",
            ]
        ),
        module(
            "MonitorService",
            in: "Services",
            imports: [
                "Backtesting", "HTTPServing", "JSONText", "Performance", "Runtime", "ShadowService", "TradingDomain",
                "WebDashboard", "WireFormat", "ZeroMQBus",
                logging,
                protobuf,
            ]
        ),
        // L5: processes, wiring only.
        process("data-feeder", imports: ["FeederService", "Runtime"]),
        process("feature-worker", imports: ["FeatureService", "Runtime"]),
        process("deepseek-agent", imports: ["AgentService", "Runtime"]),
        process("qwen-agent", imports: ["AgentService", "Runtime"]),
        process("fusion-node", imports: ["FusionService", "Runtime"]),
        process("risk-gate", imports: ["RiskService", "Runtime"]),
        process("paper-broker", imports: ["BrokerService", "Runtime"]),
        process("monitor", imports: ["MonitorService", "Runtime"]),
        process("llm-simulator", imports: ["HTTPServing", "ModelAgent", "ModelSimulator", "Runtime", logging]),
        process(
            "backtest",
            imports: [
                "AgentService", "BacktestReports", "Backtesting", "JSONText", "MarketDataFeeds", "ModelAgent",
                "PaperTrading", "Performance", "Runtime", "SQLiteStore", "ShadowService", "StageSettings", "Statistics",
                "TradingDomain",
            ]
        ),
        process(
            "tandem",
            imports: [
                "FeatureReport", "MarketDataFeeds", "Operations", "ProcessNotification", "Runtime", "Supervision",
                "TradingDomain",
            ]
        ),
        // Tests.
        module("TestSupport", imports: ["PaperTrading", "TradingDomain"]),
        .executableTarget(
            name: "LedgerScript",
            dependencies: ["PaperTrading", "SQLiteStore", "TestSupport", "TradingDomain"],
            path: "Tests/LedgerScript",
            swiftSettings: strict
        ),
        tests("TradingDomain", of: ["TradingDomain"]),
        tests("Indicators", of: ["Indicators"], resources: [.copy("Golden")]),
        tests("MarketData", of: ["MarketData", "TradingDomain"]),
        tests("Features", of: ["Features", "Indicators", "MarketData", "MarketDataFeeds", "TradingDomain"]),
        tests("FeatureReport", of: ["FeatureReport", "Features", "MarketDataFeeds", "TradingDomain"]),
        tests("ModelAgent", of: ["JSONText", "ModelAgent", "TradingDomain"]),
        tests("ModelScoring", of: ["ModelScoring", "TradingDomain"]),
        tests("Fusion", of: ["Fusion", "ModelScoring", "TradingDomain"]),
        tests("Risk", of: ["Risk", "TradingDomain"]),
        tests(
            "GateProcess",
            of: [
                "Operations", "Runtime", "TradingDomain", "WireFormat", "ZeroMQBus", argumentParser, logging,
            ]
        ),
        tests("PaperTrading", of: ["PaperTrading", "TradingDomain"]),
        tests("Performance", of: ["Performance", "TradingDomain"], resources: [.copy("Golden")]),
        tests("WireFormat", of: ["TradingDomain", "WireFormat", protobuf], resources: [.copy("Golden")]),
        tests("ZeroMQBus", of: ["ZeroMQBus"]),
        tests("MarketDataFeeds", of: ["MarketData", "MarketDataFeeds", "TradingDomain"]),
        tests("JSONText", of: ["JSONText"]),
        tests("LanguageModels", of: ["JSONText", "LanguageModels", "Ports", "TradingDomain"]),
        tests("HTTPServing", of: ["HTTPServing", asyncHTTPClient, logging, nioCore, nioHTTP1]),
        tests(
            "ModelSimulator",
            of: [
                "HTTPServing", "JSONText", "LanguageModels", "ModelAgent", "ModelSimulator", "Ports", "TradingDomain",
                logging,
            ]
        ),
        tests("SQLiteStore", of: ["LedgerScript", "PaperTrading", "SQLiteStore", "TradingDomain", grdb]),
        tests("WebDashboard", of: ["HTTPServing", "JSONText", "TradingDomain", "WebDashboard"]),
        tests(
            "MonitorService",
            of: [
                "MonitorService", "Runtime", "TradingDomain", "WebDashboard", "WireFormat", "ZeroMQBus", argumentParser,
                logging,
            ]
        ),
        tests("Runtime", of: ["Runtime", "TradingDomain", "WireFormat", "ZeroMQBus", logging]),
        tests("Supervision", of: ["ProcessNotification", "Supervision", logging]),
        tests(
            "Backtesting",
            of: [
                "Backtesting", "Fusion", "MarketData", "MarketDataFeeds", "ModelAgent", "PaperTrading", "Performance",
                "Risk", "SQLiteStore", "TradingDomain",
            ]
        ),
        tests("Operations", of: ["JSONText", "Operations", "TradingDomain"]),
        tests("StageSettings", of: ["Fusion", "ModelScoring", "Runtime", "StageSettings"]),
        tests("Process", of: ["TradingDomain"]),
        tests("Tidy", of: []),
    ],
    swiftLanguageModes: [.v6]
)

/// What `Benchmarks/` measures with; a normal build never sees it.
if Context.environment["TANDEM_BENCHMARKS"] == "1" {
    func benchmark(_ name: String, of imports: [Target.Dependency]) -> Target {
        .executableTarget(name: name, dependencies: imports, path: "Benchmarks/\(name)", swiftSettings: strict)
    }
    package.targets += [
        benchmark("BusBenchmark", of: ["ZeroMQBus"]),
        benchmark("EngineBenchmark", of: ["Backtesting", "PaperTrading", "TestSupport", "TradingDomain"]),
        benchmark("FeatureBenchmark", of: ["Features", "TradingDomain"]),
        benchmark("FusionBenchmark", of: ["Fusion", "ModelScoring", "TradingDomain"]),
        benchmark("PipelineBenchmark", of: ["Runtime", "TradingDomain", "WireFormat", "ZeroMQBus", argumentParser]),
        benchmark("GateBenchmark", of: ["Risk", "TestSupport", "TradingDomain"]),
        benchmark("IndicatorBenchmark", of: ["Indicators"]),
        benchmark("LedgerBenchmark", of: ["PaperTrading", "SQLiteStore", "TestSupport", "TradingDomain"]),
    ]
}
