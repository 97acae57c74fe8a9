import Backtesting
import Foundation
import Fusion
import PaperTrading
import Risk
import SQLiteStore
import Testing
import TradingDomain

@Suite struct BacktestTests {
    static let names = ["BTCUSDT", "ETHUSDT"]

    @Test func twoRunsGiveTheSameHash() throws {
        let candles = try Fixture.candles(Self.names, seed: 3, days: 20)
        let first = try Fixture.result(candles, Self.names)
        let second = try Fixture.result(candles, Self.names)
        #expect(first == second)
        #expect(first.broker.fills > 0)
        #expect(first.candles == 19_200)
        #expect(first.counts.decisions == 2 * first.counts.cycles)
    }

    @Test func theOrderInWhichSymbolsAreNamedChangesNothing() throws {
        let candles = try Fixture.candles(Self.names, seed: 3, days: 20)
        let turned = try Fixture.candles(Self.names.reversed(), seed: 3, days: 20)
        #expect(try Fixture.result(candles, Self.names) == Fixture.result(turned, Self.names.reversed()))
    }

    @Test func anotherSeedIsAnotherHistory() throws {
        let one = try Fixture.result(Fixture.candles(Self.names, seed: 3, days: 20), Self.names)
        let other = try Fixture.result(Fixture.candles(Self.names, seed: 4, days: 20), Self.names)
        #expect(one.ledgerHash != other.ledgerHash)
    }

    @Test func theHashOfASmallRunIsTheKnownOne() throws {
        let result = try Fixture.result(Fixture.candles(Self.names, seed: 7, days: 30), Self.names)
        #expect(result.ledgerHash == "d82662f438b0523d4c9b9c243eaf1590646768bae2be5927ac28abb9db9526eb")
        #expect(result.broker.ordersAccepted == 24)
        #expect(result.finalEquity.description == "100578.00095583")
    }

    /// Five losses in a row are followed by a cool-down of two hours, in which one order of that run falls.
    @Test func aCoolDownTakesAnOrder() throws {
        let candles = try Fixture.candles(Self.names, seed: 7, days: 30)
        let patient = try Fixture.result(candles, Self.names)
        let never = try Fixture.result(candles, Self.names, limits: try RiskLimits { $0.lossesInARow = 1000 })
        #expect(never.broker.ordersAccepted == patient.broker.ordersAccepted + 1)
    }

    @Test func anAccountKeepsBooksThatVerify() throws {
        let folder = try Fixture.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "ledger.sqlite").path
        let candles = try Fixture.candles(Self.names, seed: 3, days: 20)
        let result = try Fixture.result(candles, Self.names, ledger: path)
        let kept = try LedgerStore(path: path, durability: .normal)
        let verified = try kept.verify()
        try kept.close()
        #expect(verified.ledger.hash.description == result.ledgerHash)
        #expect(verified.state?.counters == result.broker)
        #expect(try Fixture.result(candles, Self.names) == result)
    }

    @Test func anAccountThatHasEntriesIsRefused() throws {
        let folder = try Fixture.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "ledger.sqlite").path
        let candles = try Fixture.candles(Self.names, seed: 3, days: 1)
        _ = try Fixture.result(candles, Self.names, ledger: path)
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        #expect(throws: BacktestError.accountExists(path: path, entries: 1)) {
            try Fixture.result(candles, Self.names, ledger: path)
        }
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int == size)
    }

    @Test func aRunThatIsStoppedKeepsWhatIsDone() throws {
        let folder = try Fixture.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "ledger.sqlite").path
        var tape = CandleTape(try Fixture.candles(Self.names, seed: 3, days: 20))
        var backtest = try Backtest(
            try Fixture.settings(Self.names),
            log: try Fixture.log(Self.names),
            ledgerPath: path
        )
        let isDone = try backtest.run(&tape) { $0 < 3 * Backtest.candlesBetweenLooks }
        let result = try backtest.close()
        #expect(!isDone)
        #expect(result.candles == 3 * UInt64(Backtest.candlesBetweenLooks))
        let kept = try LedgerStore(path: path, durability: .normal)
        #expect(try kept.verify().ledger.hash.description == result.ledgerHash)
        try kept.close()
    }

    @Test func aSlotWithoutATraderIsRefused() throws {
        #expect(throws: InvalidSettings.self) {
            let settings = try Fixture.settings(Self.names)
            _ = try BacktestSettings(
                fusion: .init(symbols: settings.fusion.symbols, slots: [.init("oracle")]),
                limits: settings.limits,
                broker: settings.broker,
                initialEquity: settings.initialEquity,
                engine: { _ in "simulated" }
            )
        }
    }
}
