import Ports
import TradingDomain

/// What a provider's error answer means. Facts: DeepSeek's error codes page; Model Studio's error codes page and
/// recorded bodies of both.
enum FailureMapping {
    static func failure(
        dialect: ModelDialect,
        status: Int,
        retryAfter_ms: Int?,
        traceID: String?,
        body: [UInt8]
    ) -> ChatFailure {
        let words = ErrorBody.read(body)
        let refusal = ProviderRefusal(
            httpStatus: status,
            code: words?.code ?? "",
            message: words?.message ?? "",
            traceID: traceID ?? words?.requestID,
            rawBody: body
        )
        if let failure = byWords(refusal, dialect: dialect) { return failure }
        switch status {
        case 401, 403: return .unauthorised(refusal)
        case 402: return .outOfCredit(refusal)
        case 408, 429, 503, 529: return .overloaded(refusal, retryAfter_ms: retryAfter_ms)
        case 400..<500: return words == nil ? .unexpectedStatus(refusal) : .refused(refusal)
        case 500..<600: return .serverFailed(refusal)
        default: return .unexpectedStatus(refusal)
        }
    }

    /// The cases in which the words say more than the status: both providers answer 400 to several of them.
    private static func byWords(_ refusal: ProviderRefusal, dialect: ModelDialect) -> ChatFailure? {
        switch dialect {
        case .deepSeek:
            let isFiltered = refusal.httpStatus == 400 && refusal.message.contains("Content Exists Risk")
            return isFiltered ? .filtered(refusal) : nil
        case .qwenCompatible, .qwenNative:
            let words = "\(refusal.code) \(refusal.message)".lowercased()
            if refusal.code == "Arrearage" || words.contains("freetieronly") { return .outOfCredit(refusal) }
            if words.contains("datainspectionfailed") || words.contains("data_inspection_failed") {
                return .filtered(refusal)
            }
            return ["invalid_api_key", "InvalidApiKey"].contains(refusal.code) ? .unauthorised(refusal) : nil
        }
    }
}
