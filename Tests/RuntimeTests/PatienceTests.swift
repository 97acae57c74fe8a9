import Runtime
import Testing

struct PatienceTests {
    @Test func aQuietMarketIsAskedAboutLessAndLessOften() {
        var patience = Patience(isLockstep: false)
        var waits: [Int64] = []
        for _ in 0..<6 {
            waits.append(patience.milliseconds)
            patience.foundNothing()
        }
        #expect(waits == [100, 200, 400, 800, 1_600, 1_600])
        patience.heard()
        #expect(patience.milliseconds == 100)
    }

    @Test func aLockstepReplayIsAskedAboutAtOnce() {
        var patience = Patience(isLockstep: true)
        for _ in 0..<6 { patience.foundNothing() }
        #expect(patience.milliseconds == 100)
    }
}
