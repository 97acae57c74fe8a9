import TestSupport
import Testing

@testable import ZeroMQBus

@Suite struct TimerHeapTests {
    /// Whatever is inserted and removed, what is left comes out by deadline, equal ones in the order of insertion.
    @Test(arguments: UInt64(0)..<64)
    func firesInOrderOfDeadlineThenInsertion(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var heap = TimerHeap()
        var kept: [LoopWaiter] = []
        for _ in 0..<200 {
            if !kept.isEmpty && Int.random(in: 0..<3, using: &generator) == 0 {
                heap.remove(kept.remove(at: Int.random(in: 0..<kept.count, using: &generator)))
            } else {
                let waiter = LoopWaiter(socket: nil, deadline_ms: Int64.random(in: 0..<20, using: &generator))
                heap.insert(waiter)
                kept.append(waiter)
            }
        }
        kept.sort { left, right in
            (left.deadline_ms ?? 0, left.order) < (right.deadline_ms ?? 0, right.order)
        }
        var fired: [LoopWaiter] = []
        for now_ms in Int64(0)..<20 {
            while let waiter = heap.popExpired(at: now_ms) {
                #expect(waiter.deadline_ms == now_ms, "seed \(seed)")
                fired.append(waiter)
            }
        }
        #expect(fired.map(\.order) == kept.map(\.order), "seed \(seed)")
        #expect(heap.nextDeadline_ms == nil, "seed \(seed)")
    }

    @Test func aWaiterWithoutDeadlineIsLeftOut() {
        var heap = TimerHeap()
        let waiter = LoopWaiter(socket: nil, deadline_ms: nil)
        heap.insert(waiter)
        heap.remove(waiter)
        #expect(heap.nextDeadline_ms == nil)
    }
}
