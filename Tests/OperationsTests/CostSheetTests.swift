import JSONText
import Operations
import Testing
import TradingDomain

/// `tandem cost`: sums, shares, savings and the month, by hand.
@Suite struct CostSheetTests {
    private static func call(
        _ time: String,
        _ symbols: String...,
        channel: Channel = .entry,
        cost: Int64 = 1_000,
        cached: Int = 0,
        choice: ModelChoice.Reason? = nil
    ) throws -> CallBill {
        CallBill(
            cycle: CycleID(time: try Timestamp(parsing: time), position: 1),
            channel: channel,
            isRepair: false,
            model: "qwen-flash",
            isSimulated: false,
            symbols: try symbols.map(Symbol.init),
            cost_nanoUSD: cost,
            isSettled: true,
            promptTokens: 300,
            cachedTokens: cached,
            replyTokens: 30,
            failure: nil,
            choice: choice.map { ModelChoice($0) }
        )
    }

    private static func sheet(_ window: CostSheet.Window = .init()) throws -> CostSheet {
        var sheet = CostSheet(account: "t", table: .standard, window: window)
        let quiet = UnaskedBill(
            cycle: CycleID(time: try Timestamp(parsing: "2026-01-03T00:00:00Z"), position: 4),
            channel: .entry,
            quiet: [try Symbol("ETHUSDT")],
            cached: [],
            ruled: [],
            step: "none",
            saved_nanoUSD: 70
        )
        sheet.add(
            [
                try call("2026-01-01T00:00:00Z", "BTCUSDT", "ETHUSDT", channel: .direction, cost: 501),
                try call("2026-01-01T00:00:00Z", "BTCUSDT", "ETHUSDT", cost: 1_001, cached: 200),
                try call("2026-01-01T01:00:00Z", "BTCUSDT", choice: .nearStop),
                try call("2026-01-02T00:00:00Z", "BTCUSDT", choice: .usual),
            ],
            [quiet],
            of: "qwen"
        )
        return sheet
    }

    @Test(arguments: [
        (CostSheet.Grouping.model, ["qwen qwen-flash 4 3502"]),
        (.choice, ["qwen near_stop 1 1000", "qwen the only model 2 1502", "qwen usual 1 1000"]),
        (.day, ["2026-01-01 3 2502", "2026-01-02 1 1000"]),
        (
            .hour,
            [
                "2026-01-01T00:00:00Z 2 1502", "2026-01-01T01:00:00Z 1 1000", "2026-01-02T00:00:00Z 1 1000",
            ]
        ), (.symbol, ["BTCUSDT 4 2752", "ETHUSDT 2 750"]),
        (
            .decision,
            [
                "2026-01-01T00:00:00Z/BTCUSDT 2 752", "2026-01-01T00:00:00Z/ETHUSDT 2 750",
                "2026-01-01T01:00:00Z/BTCUSDT 1 1000", "2026-01-02T00:00:00Z/BTCUSDT 1 1000",
            ]
        ),
    ])
    func everyTableAddsUpToTheBill(grouping: CostSheet.Grouping, expected: [String]) throws {
        let sheet = try Self.sheet()
        let lines = sheet.lines(by: grouping)
        #expect(lines.map { "\($0.name) \($0.calls) \($0.cost_nanoUSD)" } == expected)
        #expect(lines.reduce(0) { $0 + $1.cost_nanoUSD } == sheet.cost_nanoUSD)
    }

    @Test func savingsAreCountedByHow() throws {
        let savings = try Self.sheet().savings
        #expect(savings.quiet == 1 && savings.unasked_nanoUSD == 70)
        // Five entry questions of symbols, two 4 h ones at 250 each.
        #expect(savings.held == 3 && savings.held_nanoUSD == 751)
        #expect(savings.batched == 2)
        // 0.05 less 0.01 USD per million.
        #expect(savings.prefixTokens == 200 && savings.prefix_nanoUSD == 8_000)
    }

    @Test func theMonthIsWhatIsSpentAndTheSamePaceForTheRest() throws {
        let month = try #require(try Self.sheet().month)
        // Two days of 31 have cost 3502.
        #expect(month.name == "2026-01" && month.spent_nanoUSD == 3_502)
        #expect(month.projected_nanoUSD == 3_502 + 3_502 * 29 / 2)
    }

    @Test func theWindowLeavesOutWhatIsOutsideIt() throws {
        let from = try Timestamp(parsing: "2026-01-01T01:00:00Z")
        let to = try Timestamp(parsing: "2026-01-02T00:00:00Z")
        #expect(try Self.sheet(.init(from: from, to: to)).cost_nanoUSD == 1_000)
    }

    @Test func theObjectHoldsEveryTable() throws {
        let object = try JSONReader.read(text: try Self.sheet().json)
        #expect(object["cost_nano_usd"]?.integer == 3_502 && object["simulated"] == .bool(false))
        for grouping in CostSheet.Grouping.allCases {
            #expect(object["by_\(grouping.rawValue)"]?.array?.isEmpty == false, "\(grouping)")
        }
        #expect(try Self.sheet().text(by: nil, limit: 10).contains("month 2026-01: 0.000004 USD so far"))
    }
}
