import JSONText

/// Checks a request as Model Studio does, on either endpoint: the same rules, other places and other words.
struct QwenRequestReader {
    let settings: SimulatorSettings
    let dialect: SimulatedDialect
    let requestID: String
    /// DashScope's own protocol asks for a stream by header.
    let streamsByHeader: Bool

    private var isNative: Bool { dialect == .qwenNative }

    func read(_ bytes: [UInt8]) throws(SimulatedRefusal) -> SimulatedQuestion {
        let body: JSONValue
        do {
            body = try JSONReader.read(bytes)
        } catch {
            throw invalid("Required body invalid, please check the request body format. \(error)")
        }
        guard body.members != nil else { throw invalid("Required body invalid, please check the request body format.") }
        guard let model = body["model"]?.string, !model.isEmpty else {
            throw isNative
                ? .qwenNative(
                    400,
                    code: "BadRequest.EmptyModel",
                    "Required parameter(s) missing or invalid: model",
                    requestID: requestID
                )
                : invalid("you must provide a model parameter")
        }
        var question = SimulatedQuestion(dialect: dialect, model: try served(model), requestID: requestID)
        let parameters = isNative ? body["parameters"] ?? .object([]) : body
        if let problem = question.readMessages(isNative ? body["input"]?["messages"] : body["messages"]) {
            throw isNative && body["input"] == nil
                ? .qwenNative(
                    400,
                    code: "BadRequest.EmptyInput",
                    "Required input parameter missing.",
                    requestID: requestID
                )
                : invalid(problem)
        }
        if let problem = question.readTools(parameters["tools"], choice: parameters["tool_choice"]) {
            throw invalid(problem)
        }
        try readThinking(parameters, into: &question)
        try readFormat(parameters, into: &question)
        try checkNumbers(parameters)
        let limit = parameters["max_completion_tokens"] ?? parameters["max_tokens"]
        question.maximumTokens = limit?.integer.flatMap { Int(exactly: $0) }
        question.streams = isNative ? streamsByHeader : parameters["stream"]?.bool ?? false
        question.includesUsage = isNative || parameters["stream_options"]?["include_usage"]?.bool ?? false
        question.isIncremental = parameters["incremental_output"]?.bool ?? false
        if isNative {
            question.wantsMessage = parameters["result_format"]?.string == "message"
            guard question.wantsMessage || question.toolNames.isEmpty else {
                throw invalid("result_format must be message when tools are given")
            }
        }
        return question
    }

    private func served(_ model: String) throws(SimulatedRefusal) -> String {
        switch SimulatedModels.qwen(model) {
        case .served:
            guard !isNative || SimulatedModels.isServedNatively(qwen: model) else {
                throw .qwenNative(400, code: "InvalidURL", "url error, please check url!", requestID: requestID)
            }
            return model
        case .retired(let successor) where settings.routesRetiredModels: return successor
        case .retired, .unknown:
            throw isNative
                ? .qwenNative(404, code: "ModelNotFound", "Model not exist.", requestID: requestID)
                : .qwenCompatible(
                    404,
                    code: "model_not_found",
                    "The model `\(model)` does not exist or you do not have access to it.",
                    requestID: requestID
                )
        }
    }

    private func readThinking(
        _ parameters: JSONValue,
        into question: inout SimulatedQuestion
    ) throws(SimulatedRefusal) {
        switch parameters["enable_thinking"] {
        case nil, .null: question.thinks = SimulatedModels.thinksByDefault(qwen: question.model)
        case .bool(let flag): question.thinks = flag
        default: throw invalid("The parameters `enable_thinking` is not of type 'boolean'.")
        }
        guard question.thinks else { return }
        if question.toolChoice.isForced {
            throw invalid(
                "The tool_choice parameter does not support being set to required or object in thinking mode"
            )
        }
        if let budget = parameters["thinking_budget"], !budget.isNull, (budget.integer ?? 0) <= 0 {
            throw invalid("The thinking_budget parameter must be a positive integer and not greater than 81920")
        }
    }

    private func readFormat(
        _ parameters: JSONValue,
        into question: inout SimulatedQuestion
    ) throws(SimulatedRefusal) {
        switch parameters["response_format"]?["type"]?.string {
        case nil, "text": question.format = .text
        case "json_object":
            question.format = .jsonObject
            guard question.mentionsJSON else {
                throw invalid(
                    "'messages' must contain the word 'json' in some form, "
                        + "to use 'response_format' of type 'json_object'."
                )
            }
            guard !question.thinks else {
                throw invalid("Json mode response is not supported when enable_thinking is true")
            }
        case "json_schema": question.format = .jsonObject
        default: throw invalid("response_format.type is not supported")
        }
    }

    private func checkNumbers(_ parameters: JSONValue) throws(SimulatedRefusal) {
        for (name, range) in [("temperature", 0..<2), ("top_p", 0..<1.000_001), ("max_tokens", 1..<1_000_001)] {
            guard let value = parameters[name], !value.isNull else { continue }
            guard let number = value.double, range.contains(number), name != "top_p" || number > 0 else {
                throw invalid("Range of \(name) should be in its documented range")
            }
        }
    }

    private func invalid(_ problem: String) -> SimulatedRefusal {
        let message = "<400> InternalError.Algo.InvalidParameter: \(problem)"
        return isNative
            ? .qwenNative(400, code: "InvalidParameter", message, requestID: requestID)
            : .qwenCompatible(400, code: "invalid_parameter_error", message, requestID: requestID)
    }
}
