/// The one function that a model must call: how a decision comes back as fields and not as prose.
package struct ToolSchema: Hashable, Sendable {
    /// 1...64 of `A-Z a-z 0-9 _ -`, as both providers demand.
    package let name: String
    package let description: String
    /// The JSON Schema of the arguments, as one JSON object. Sent byte for byte, so that prompt caches hit.
    package let parametersJSON: String

    package init(name: String, description: String, parametersJSON: String) {
        self.name = name
        self.description = description
        self.parametersJSON = parametersJSON
    }
}
