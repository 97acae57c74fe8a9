/// What a handler answers.
package struct ServedResponse: Sendable {
    package enum Body: Sendable {
        case bytes([UInt8])
        /// Sent piece by piece as they come, such as server-sent events. Ends with the stream, when the client goes,
        /// and when the server shuts down. Give the stream a buffering limit: a slow client reads slowly.
        case stream(AsyncStream<[UInt8]>)
        /// Promises `length` bytes, sends these, and closes the connection: a fault for tests.
        case cut([UInt8], length: Int)
    }

    package let status: Int
    package let headers: [(name: String, value: String)]
    package let body: Body

    package init(status: Int, headers: [(name: String, value: String)] = [], body: Body) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
