package import WireFormat
package import ZeroMQBus

/// Why a question to another process has no answer.
package enum ServiceError: Error, Sendable, CustomStringConvertible {
    /// This process is stopping.
    case stopped
    case bus(String, BusError)
    case wire(String, WireError)
    /// The other process refused, with a code that programs may read.
    case refused(String, code: String, text: String)

    package var description: String {
        switch self {
        case .stopped: "this process is stopping"
        case .bus(let name, let error): "\(name): \(error)"
        case .wire(let name, let error): "\(name) answered what cannot be read: \(error)"
        case .refused(let name, let code, let text): "\(name) refused (\(code)): \(text)"
        }
    }
}
