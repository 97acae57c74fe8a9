/// Something a person asked for, and what became of it.
package struct Operation: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        case running
        case done
        case failed(cause: String)
    }

    package let number: Int
    package let request: KeepRequest
    package var outcome: Outcome
}
