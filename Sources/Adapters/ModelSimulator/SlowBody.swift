import Synchronization

/// Bodies that come slowly, as from a provider whose queue is long.
enum SlowBody {
    private static let pause: Duration = .milliseconds(20)

    /// Blank keep-alive lines for a while, then the body.
    static func blankLines(for duration: Duration, then body: [UInt8] = []) -> AsyncStream<[UInt8]> {
        let lines = [[UInt8]](repeating: [UInt8(ascii: "\n")], count: max(1, Int(duration / pause)))
        return stream(lines + [body], pause: pause)
    }

    /// The body byte by byte.
    static func trickle(_ body: [UInt8], over duration: Duration) -> AsyncStream<[UInt8]> {
        stream(body.map { [$0] }, pause: duration / max(1, body.count))
    }

    /// Pulled piece by piece, so nothing is sent or kept for a client that has gone.
    private static func stream(_ pieces: [[UInt8]], pause: Duration) -> AsyncStream<[UInt8]> {
        let position = Position()
        return AsyncStream {
            let index = position.next()
            guard index < pieces.count, (try? await Task.sleep(for: pause)) != nil else { return nil }
            return pieces[index]
        }
    }

    private final class Position: Sendable {
        private let taken = Mutex(0)

        func next() -> Int {
            taken.withLock { taken in
                defer { taken += 1 }
                return taken
            }
        }
    }
}
