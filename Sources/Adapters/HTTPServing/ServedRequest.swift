/// One HTTP request, whole: the body has been read, within the server's limit.
package struct ServedRequest: Sendable {
    /// `GET`, `POST`...
    package let method: String
    /// The path without query, as sent: percent signs are not decoded.
    package let path: String
    /// The query's pairs, decoded, in order.
    package let query: [(name: String, value: String)]
    /// Header lines in order, names in lower case.
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]

    package init(
        method: String,
        path: String,
        query: [(name: String, value: String)] = [],
        headers: [(name: String, value: String)] = [],
        body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }

    /// The first header of that name, which is written in lower case.
    package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    /// The first value of that name in the query.
    package func queryValue(_ name: String) -> String? { query.first { $0.name == name }?.value }
}
