/// What became of something a person asked for.
package struct OperationStatus: Hashable, Sendable, Codable {
    package let number: Int
    package let isRunning: Bool
    /// Why it failed; `nil` while it runs and when it succeeded.
    package let failure: String?

    private enum CodingKeys: String, CodingKey {
        case number, failure
        case isRunning = "is_running"
    }

    init(_ operation: Operation) {
        number = operation.number
        switch operation.outcome {
        case .running: (isRunning, failure) = (true, nil)
        case .done: (isRunning, failure) = (false, nil)
        case .failed(let cause): (isRunning, failure) = (false, cause)
        }
    }
}
