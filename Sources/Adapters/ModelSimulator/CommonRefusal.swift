/// Refusals that both providers know, each in its own words. Texts are recorded ones where a recording exists.
enum CommonRefusal {
    case noKey
    case wrongKey(String)
    case noBalance
    case filtered
    case tooManyRequests
    case busy
    case internalError

    var deepSeek: SimulatedRefusal {
        switch self {
        case .noKey:
            .deepSeek(401, "Authentication Fails (governor)", type: "authentication_error")
        case .wrongKey(let key):
            .deepSeek(
                401,
                "Authentication Fails, Your api key: ****\(key.suffix(4)) is invalid",
                type: "authentication_error"
            )
        case .noBalance: .deepSeek(402, "Insufficient Balance", type: "unknown_error")
        case .filtered: .deepSeek(400, "Content Exists Risk")
        case .tooManyRequests: .deepSeek(429, "Rate limit reached", type: "rate_limit_error", code: "rate_limit_error")
        case .busy:
            .deepSeek(
                503,
                "Service is too busy. We advise users to temporarily switch to alternative LLM API service providers.",
                type: "service_unavailable_error",
                code: "service_unavailable_error"
            )
        case .internalError: .deepSeek(500, "Internal Server Error", type: "server_error", code: "server_error")
        }
    }

    func qwenCompatible(requestID: String) -> SimulatedRefusal {
        func refusal(_ status: Int, _ code: String, _ message: String, type: String? = nil) -> SimulatedRefusal {
            .qwenCompatible(status, code: code, message, type: type ?? code, requestID: requestID)
        }
        let help = "https://help.aliyun.com/zh/model-studio/error-code"
        return switch self {
        case .noKey:
            refusal(
                401,
                "invalid_api_key",
                "You didn't provide an API key. For details, see: \(help)#apikey-error",
                type: "invalid_request_error"
            )
        case .wrongKey:
            refusal(
                401,
                "invalid_api_key",
                "Incorrect API key provided. For details, see: \(help)#apikey-error",
                type: "invalid_request_error"
            )
        case .noBalance:
            refusal(
                400,
                "Arrearage",
                "Access denied, please make sure your account is in good standing. "
                    + "For details, see: \(help)#overdue-payment"
            )
        case .filtered:
            refusal(
                400,
                "data_inspection_failed",
                "<400> InternalError.Algo.DataInspectionFailed: "
                    + "Input text data may contain inappropriate content."
            )
        case .tooManyRequests:
            refusal(429, "limit_requests", "Requests rate limit exceeded, please try again later.")
        case .busy: refusal(503, "ModelUnavailable", "<503> InternalError.Algo: Too many requests in route.")
        case .internalError: refusal(500, "internal_error", "<500> InternalError.Algo: An internal error has occured.")
        }
    }

    func qwenNative(requestID: String) -> SimulatedRefusal {
        func refusal(_ status: Int, _ code: String, _ message: String) -> SimulatedRefusal {
            .qwenNative(status, code: code, message, requestID: requestID)
        }
        return switch self {
        case .noKey: refusal(401, "InvalidApiKey", "No API-key provided.")
        case .wrongKey: refusal(401, "InvalidApiKey", "Invalid API-key provided.")
        case .noBalance:
            refusal(400, "Arrearage", "Access denied, please make sure your account is in good standing.")
        case .filtered:
            refusal(400, "DataInspectionFailed", "Input text data may contain inappropriate content.")
        case .tooManyRequests:
            refusal(429, "Throttling.RateQuota", "Requests rate limit exceeded, please try again later.")
        case .busy: refusal(503, "ModelUnavailable", "Model is unavailable, please try again later.")
        case .internalError: refusal(500, "InternalError", "An internal error has occured, please try again later.")
        }
    }
}
