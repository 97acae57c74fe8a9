/// What a person may ask of a supervisor. Each answers with the number of the operation it began.
package enum KeepRequest: Hashable, Sendable {
    /// Stops the process and starts it again, also after it has failed, finished or been stopped.
    case restart
    /// Stops the process and leaves it stopped; its supervisor stays.
    case stop
    /// Replaces the process by a new one, which gets `arguments` beyond the usual ones from then on (empty: as before).
    case swap(arguments: [String])
}
