import Testing
import TradingDomain

@testable import WebDashboard

@Suite(.timeLimit(.minutes(1))) struct HubTests {
    private func text(_ bytes: [UInt8]?) -> String { String(decoding: bytes ?? [], as: UTF8.self) }

    @Test(
        arguments: [
            ("run", "{\"a\":1}", "event: run\ndata: {\"a\":1}\n\n"),
            ("ledger", "[]", "event: ledger\ndata: []\n\n"),
            ("run", "a\nevent: evil\r\n", "event: run\ndata: aevent: evil\n\n"),
        ]
    ) func framesAreOneLineOfData(_ name: String, _ data: String, _ frame: String) {
        #expect(text(ServerSentEvent.frame(name, Array(data.utf8))) == frame)
    }

    @Test func browserStartsWithEverythingThenGetsWhatChanged() async throws {
        let hub = DashboardHub()
        hub.publish([(.run, Array("1".utf8)), (.ledger, Array("2".utf8))])
        var pushes = try #require(hub.attach(symbol: nil)).makeAsyncIterator()
        #expect(text(await pushes.next()) == "event: run\ndata: 1\n\nevent: ledger\ndata: 2\n\n")
        hub.publish([(.ledger, Array("3".utf8))])
        #expect(text(await pushes.next()) == "event: ledger\ndata: 3\n\n")
    }

    @Test func browserGetsTheCandlesOfItsSymbolOnly() async throws {
        let (bitcoin, ether) = (try Symbol("BTCUSDT"), try Symbol("ETHUSDT"))
        let hub = DashboardHub()
        var pushes = try #require(hub.attach(symbol: bitcoin)).makeAsyncIterator()
        hub.publish([(.candles(ether), Array("1".utf8))])
        hub.publish([(.candles(bitcoin), Array("2".utf8))])
        #expect(text(await pushes.next()) == "event: candles\ndata: 2\n\n")
        #expect(text(hub.snapshot(symbol: ether)) == "{\"candles\":1}")
        #expect(text(hub.snapshot(symbol: nil)) == "{}")
    }

    @Test func quietTimesHaveBeats() async throws {
        let hub = DashboardHub()
        var pushes = try #require(hub.attach(symbol: nil)).makeAsyncIterator()
        for _ in 0..<8 { hub.publish([]) }
        #expect(text(await pushes.next()) == ": beat\n\n")
    }

    @Test func slowBrowserIsDroppedAndTheOthersAreNot() async throws {
        let hub = DashboardHub()
        let slow = try #require(hub.attach(symbol: nil))
        var quick = try #require(hub.attach(symbol: nil)).makeAsyncIterator()
        for round in 0...DashboardHub.mostWaiting {
            hub.publish([(.run, Array("\(round)".utf8))])
            #expect(text(await quick.next()).contains("data: \(round)\n"))
        }
        var received = 0
        for await _ in slow { received += 1 }
        #expect(received == DashboardHub.mostWaiting)
        hub.publish([(.run, Array("last".utf8))])
        #expect(text(await quick.next()).contains("last"))
    }
}
