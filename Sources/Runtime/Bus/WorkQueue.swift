/// Work that one loop of a process does, one piece at a time, in order.
///
/// The pipeline has at most a few pieces under way; ``capacity`` is there so that a fault cannot fill memory.
package struct WorkQueue<Piece: Sendable>: Sendable {
    private let stream: AsyncStream<Piece>
    private let continuation: AsyncStream<Piece>.Continuation

    package static var capacity: Int { 10_000 }

    package init() {
        (stream, continuation) = AsyncStream.makeStream(
            of: Piece.self,
            bufferingPolicy: .bufferingOldest(Self.capacity)
        )
    }

    /// - Returns: `false` when the queue is full and the piece was not taken.
    @discardableResult
    package func put(_ piece: Piece) -> Bool {
        if case .enqueued = continuation.yield(piece) { true } else { false }
    }

    /// Does the work as it comes, until the task is cancelled or `body` throws.
    package func forEach(
        isolation: isolated (any Actor)? = #isolation,
        _ body: (Piece) async throws -> Void
    ) async throws {
        for await piece in stream { try await body(piece) }
        try Task.checkCancellation()
    }
}
