import JSONText

/// The rules that DeepSeek's beta sets for strict tools: `api-docs.deepseek.com/guides/tool_calls`.
enum StrictToolSchema {
    private static let unsupported = [
        "minLength", "maxLength", "pattern", "format", "minimum", "maximum", "multipleOf", "patternProperties",
        "minItems", "maxItems",
    ]

    /// - Parameter tools: the request's tools.
    /// - Returns: the first rule that is broken, or `nil`. Without any `strict` there is nothing to check.
    static func problem(in tools: JSONValue?) -> String? {
        let functions = (tools?.array ?? []).compactMap { $0["function"] }
        guard functions.contains(where: { $0["strict"]?.bool == true }) else { return nil }
        for function in functions {
            let name = function["name"]?.string ?? ""
            guard function["strict"]?.bool == true else {
                return "Invalid tool \(name): strict must be true for all functions of a request"
            }
            if let problem = problem(inSchema: function["parameters"] ?? .null) {
                return "Invalid tool parameters schema of \(name): \(problem)"
            }
        }
        return nil
    }

    private static func problem(inSchema schema: JSONValue) -> String? {
        if let keyword = unsupported.first(where: { schema[$0] != nil }) { return "`\(keyword)` is not supported" }
        if let variants = schema["anyOf"]?.array {
            return variants.lazy.compactMap(problem(inSchema:)).first
        }
        switch schema["type"]?.string {
        case "object":
            let properties = schema["properties"]?.members ?? []
            let required = (schema["required"]?.array ?? []).compactMap(\.string)
            guard schema["additionalProperties"]?.bool == false else {
                return "an object must set additionalProperties to false"
            }
            guard Set(required) == Set(properties.map(\.key)) else { return "an object must require every property" }
            return properties.lazy.compactMap { problem(inSchema: $0.value) }.first
        case "array": return schema["items"].flatMap(problem(inSchema:))
        case "string", "number", "integer", "boolean": return nil
        default: return schema["enum"] == nil ? "a schema needs a type" : nil
        }
    }
}
