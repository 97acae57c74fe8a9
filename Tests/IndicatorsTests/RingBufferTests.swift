import Indicators
import Testing

@Suite struct RingBufferTests {
    @Test func keepsTheLastValuesOldestFirst() {
        var ring = RingBuffer(capacity: 3)
        #expect(Array(ring).isEmpty)
        #expect(ring.append(1) == nil)
        #expect(ring.append(2) == nil)
        #expect(Array(ring) == [1, 2])
        #expect(!ring.isFull)
        #expect(ring.append(3) == nil)
        #expect(ring.isFull)
        #expect(ring.append(4) == 1)
        #expect(ring.append(5) == 2)
        #expect(Array(ring) == [3, 4, 5])
        #expect(ring.last == 5)
        #expect(ring.first == 3)
        #expect(ring[1] == 4)
    }

    @Test func equalityIsThatOfTheValuesNotOfTheirPlaces() {
        var left = RingBuffer(capacity: 2)
        var right = RingBuffer(capacity: 2)
        for value in [1.0, 2, 3] { left.append(value) }
        for value in [2.0, 3] { right.append(value) }
        #expect(left == right)
        right.append(4)
        #expect(left != right)
    }

    @Test func oneValueIsEnough() {
        var ring = RingBuffer(capacity: 1)
        ring.append(1)
        #expect(ring.append(2) == 1)
        #expect(Array(ring) == [2])
    }
}
