import Runtime
import Testing
import TradingDomain
import WireFormat

@testable import MonitorService

@Suite struct EventLineTests {
    private static let cycle = CycleID(time: Timestamp(milliseconds: 1_679_659_500_000), position: 812)

    private static func event(_ role: String, _ body: Tandem_V1_Event.OneOf_Body) -> Tandem_V1_Event {
        Tandem_V1_Event(role: role, instance: "1", epoch: 3, sequence: 17, body: body)
    }

    private static func status(_ detail: String) -> Tandem_V1_Event {
        var status = Tandem_V1_Status()
        status.role = "risk-gate"
        status.instance = "1"
        status.pid = 4_242
        status.epoch = 3
        status.cursor = 812
        status.eventTimeMs = 1_679_659_500_000
        status.state = "running"
        status.detail = detail
        status.handled = 9
        return event("risk-gate", .status(status))
    }

    private static func call() -> Tandem_V1_Event {
        var call = Tandem_V1_ModelCall()
        call.slot = "qwen"
        call.instance = "1"
        call.model = "qwen-flash"
        call.isSimulated = true
        call.cycle = Tandem_V1_Cycle(cycle)
        call.channel = "entry"
        call.promptTokens = 1_800
        call.cachedTokens = 1_200
        call.completionTokens = 90
        call.costNanoUsd = 123_456
        call.durationMs = 12
        return event("qwen-agent", .call(call))
    }

    private static func equity() -> Tandem_V1_Event {
        let point = EquityPoint(
            position: 812,
            time: cycle.time,
            cash: Money(units: 9_999_025_000_000),
            equity: Money(units: 10_012_075_000_000),
            exposure: Money(units: 1)
        )
        return event("paper-broker", .equity(Tandem_V1_EquityPoint(point)))
    }

    private static func verdicts() throws -> Tandem_V1_Event {
        let decision = DecisionID(cycle: cycle.time, symbol: try Symbol("BTCUSDT"))
        let verdict = Verdict(decision: decision, outcome: .refused(Refusal(.priceCollar, "80 bp, at most 50")))
        return event("risk-gate", .verdicts(Tandem_V1_Verdicts(cycle, [verdict])))
    }

    @Test func linesReadAsWritten() throws {
        let lines = [
            EventLine.readable(.status, Self.status("12 approved")),
            EventLine.readable(.call, Self.call()),
            EventLine.readable(.equity, Self.equity()),
            EventLine.readable(.verdicts, try Self.verdicts()),
            EventLine.readable(.state, Self.event("risk-gate", .tradingState(.halted, reason: "daily loss"))),
        ]
        let golden = [
            "2023-03-24T12:05:00Z risk-gate-1        status    running pid 4242 life 3 at 812: 12 approved",
            "2023-03-24T12:05:00Z qwen-agent-1       call      qwen entry qwen-flash (simulated) answered in 12 ms, "
                + "1800+90 tokens, 1200 cached, 0.00012345 USD",
            "2023-03-24T12:05:00Z paper-broker-1     equity    equity 100120.75 cash 99990.25 exposure 0.00000001",
            "2023-03-24T12:05:00Z risk-gate-1        verdicts  2023-03-24T12:05:00Z/BTCUSDT refused PRICE_COLLAR "
                + "(80 bp, at most 50)",
            "-                    risk-gate-1        state     halted: daily loss",
        ]
        #expect(lines == golden)
    }

    @Test func jsonCarriesTopicSenderAndSequence() {
        #expect(
            EventLine.json(.status, Self.status("12 approved"))
                == #"{"topic":"status","version":1,"role":"risk-gate","instance":"1","epoch":"3","sequence":"17","#
                + #""status":{"role":"risk-gate","instance":"1","pid":4242,"epoch":"3","cursor":"812","#
                + #""eventTimeMs":"1679659500000","state":"running","detail":"12 approved","handled":"9"}}"#
        )
    }

    @Test(
        arguments: [
            ("a\u{1B}[2Jb", "a?[2Jb"), ("a\nb", "a?b"), ("\u{7}", "?"), ("\u{9B}31m", "?31m"), ("x\u{202E}y", "x?y"),
            ("\u{0}", "?"), ("日本 é", "日本 é"),
        ]
    ) func terminalNeverSeesControlCharacters(_ text: String, _ shown: String) {
        #expect(PlainText.safe(text) == shown)
        let event = Self.status(text)
        #expect(EventLine.readable(.status, event).hasSuffix(": \(shown)"))
        let json = EventLine.json(.status, event)
        #expect(json.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) })
    }

    @Test(
        arguments: [
            ("qwen-agent-2.events", "qwen-agent-2"), ("data-feeder-1.events", "data-feeder-1"), ("x-1.events", nil),
            ("monitor-1.service", nil), ("qwen-agent-.events", nil), ("qwen-agent-a b.events", nil), ("", nil),
        ]
    ) func socketsAreKnownByTheirNames(_ file: String, _ name: String?) {
        #expect(RunSockets.owner(of: file, channel: "events")?.name == name)
    }
}
