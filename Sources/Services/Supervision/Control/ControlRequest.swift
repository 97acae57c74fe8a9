/// One request to a supervisor, a line of JSON on its control socket.
package struct ControlRequest: Hashable, Sendable, Codable {
    package enum Command: String, Hashable, Sendable, Codable {
        case status
        case restart
        case stop
        case swap
        case scale
    }

    package let command: Command
    /// The instance meant; `nil` means all.
    package let instance: Int?
    /// For ``Command/scale``: how many instances there shall be.
    package let count: Int?
    /// For ``Command/swap``: what the new process gets beyond the usual arguments.
    package let arguments: [String]?

    package init(_ command: Command, instance: Int? = nil, count: Int? = nil, arguments: [String]? = nil) {
        self.command = command
        self.instance = instance
        self.count = count
        self.arguments = arguments
    }
}
