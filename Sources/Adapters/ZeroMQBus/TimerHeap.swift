/// The waiters that have a deadline, soonest first: a binary heap that can also remove from its middle.
struct TimerHeap {
    private var waiters: [LoopWaiter] = []
    private var lastOrder: UInt64 = 0

    /// The soonest deadline, in monotonic milliseconds.
    var nextDeadline_ms: Int64? { waiters.first?.deadline_ms }

    /// Adds a waiter; one without a deadline is left out.
    ///
    /// - Complexity: O(log n).
    mutating func insert(_ waiter: LoopWaiter) {
        guard waiter.deadline_ms != nil else { return }
        lastOrder += 1
        waiter.order = lastOrder
        waiter.heapIndex = waiters.count
        waiters.append(waiter)
        siftUp(from: waiters.count - 1)
    }

    /// Takes a waiter out wherever it is; does nothing when it is not inside.
    ///
    /// - Complexity: O(log n).
    mutating func remove(_ waiter: LoopWaiter) {
        guard let index = waiter.heapIndex else { return }
        let last = waiters.count - 1
        if index != last { swapAt(index, last) }
        waiters.removeLast()
        waiter.heapIndex = nil
        if index < waiters.count {
            siftUp(from: index)
            siftDown(from: index)
        }
    }

    /// Takes out the soonest waiter whose deadline is at or before `now_ms`.
    mutating func popExpired(at now_ms: Int64) -> LoopWaiter? {
        guard let first = waiters.first, let deadline_ms = first.deadline_ms, deadline_ms <= now_ms else { return nil }
        remove(first)
        return first
    }

    /// Takes out any waiter; for ending all of them.
    mutating func popAny() -> LoopWaiter? {
        guard let last = waiters.last else { return nil }
        remove(last)
        return last
    }

    private func precedes(_ left: Int, _ right: Int) -> Bool {
        let (a, b) = (waiters[left], waiters[right])
        return (a.deadline_ms ?? .max, a.order) < (b.deadline_ms ?? .max, b.order)
    }

    private mutating func swapAt(_ left: Int, _ right: Int) {
        waiters.swapAt(left, right)
        waiters[left].heapIndex = left
        waiters[right].heapIndex = right
    }

    private mutating func siftUp(from start: Int) {
        var index = start
        while index > 0, precedes(index, (index - 1) / 2) {
            swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    private mutating func siftDown(from start: Int) {
        var index = start
        while true {
            var smallest = index
            for child in [2 * index + 1, 2 * index + 2] where child < waiters.count && precedes(child, smallest) {
                smallest = child
            }
            if smallest == index { return }
            swapAt(index, smallest)
            index = smallest
        }
    }
}
