import Runtime
import Testing
import TradingDomain

@Suite struct RunReportTests {
    @Test func theReportIsOneLineWithTheDocumentedKeys() throws {
        var report = RunReport(
            ledgerHash: "00ff",
            cycles: 3,
            decisions: 6,
            orders: 2,
            fills: 1,
            equity: (initial: try Money(parsing: "100000"), final: try Money(parsing: "99999.5")),
            events: (first: try Timestamp(parsing: "2023-01-01"), last: nil),
            wallSeconds: 1.5,
            gaps: 4
        )
        report.candles = 10
        let known =
            #"{"candles":10,"cycles":3,"decisions":6,"fills":1,"final_equity":"99999.5","#
            + #""first_event":"2023-01-01T00:00:00Z","gaps":4,"initial_equity":"100000","#
            + #""is_interrupted":false,"ledger_hash":"00ff","orders":2,"wall_seconds":1.5}"#
        #expect(report.json == known)
    }
}
