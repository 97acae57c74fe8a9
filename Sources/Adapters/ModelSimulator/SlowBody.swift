import Synchronization

/// Bodies that come slowly, as from a provider whose queue is long.
enum SlowBody {
    private static let pause: Duration = .milliseconds(20)

    /// Blank keep-alive lines for a while, then the body.
    ///
    /// - Parameters:
    ///   - duration: of the lines.
    ///   - half: what comes before them.
    ///   - body: what comes then.
    /// - Returns: the pieces, 20 ms apart.
    static func blankLines(
        for duration: Duration,
        after half: [UInt8] = [],
        then body: [UInt8] = []
    ) -> AsyncStream<[UInt8]> {
        stream([half] + lines("\n", for: duration) + [body], pause: pause)
    }

    /// Keep-alive comments of an event stream for a while, then the events.
    static func comments(for duration: Duration, then events: [UInt8] = []) -> AsyncStream<[UInt8]> {
        stream(lines(": keep-alive\n\n", for: duration) + [events], pause: pause)
    }

    private static func lines(_ line: String, for duration: Duration) -> [[UInt8]] {
        [[UInt8]](repeating: Array(line.utf8), count: max(1, Int(duration / pause)))
    }

    /// A part of the body, then nothing for a while, then the end.
    static func stall(after half: [UInt8], for duration: Duration) -> AsyncStream<[UInt8]> {
        let position = Position()
        return AsyncStream {
            guard position.next() == 0 else {
                try? await Task.sleep(for: duration)
                return nil
            }
            return half
        }
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
