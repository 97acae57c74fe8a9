/// The frames of a stream of server-sent events.
///
/// - Source: HTML Living Standard, 9.2 "Server-sent events".
package enum ServerSentEvent {
    /// Keeps the connection and tells the page that the monitor lives.
    package static let beat = Array(": beat\n\n".utf8)

    /// - Parameters:
    ///   - name: without a line break.
    ///   - data: one line; JSON written without white space has no line break.
    /// - Returns: the frame, ready to send.
    package static func frame(_ name: String, _ data: [UInt8]) -> [UInt8] {
        var bytes = Array("event: \(name)\ndata: ".utf8)
        bytes.reserveCapacity(bytes.count + data.count + 2)
        for byte in data where byte != 10 && byte != 13 { bytes.append(byte) }
        bytes.append(10)
        bytes.append(10)
        return bytes
    }
}
