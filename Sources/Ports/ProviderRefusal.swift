/// A provider's own words with an HTTP status other than 200. Holds no part of a key.
package struct ProviderRefusal: Hashable, Sendable, CustomStringConvertible {
    /// Bytes of ``rawBody`` that are kept.
    package static let keptBytes = 4096

    package let httpStatus: Int
    /// The provider's code, such as `invalid_api_key`; empty when the body had none.
    package let code: String
    /// The provider's text, at most 300 characters, without control characters.
    package let message: String
    package let traceID: String?
    /// The body's first 4096 bytes, for the record.
    package let rawBody: [UInt8]

    package init(httpStatus: Int, code: String, message: String, traceID: String?, rawBody: [UInt8]) {
        self.httpStatus = httpStatus
        self.code = Self.shown(code, limit: 100)
        self.message = Self.shown(message, limit: 300)
        self.traceID = traceID
        self.rawBody = Array(rawBody.prefix(Self.keptBytes))
    }

    package var description: String {
        "HTTP \(httpStatus)" + (code.isEmpty ? "" : " \(code)") + (message.isEmpty ? "" : ": \(message)")
    }

    /// A server's text ends up in terminals and logs, where a control character could lie.
    private static func shown(_ text: String, limit: Int) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(limit) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse:
                shown.append("\u{fffd}")
            default: shown.append(scalar)
            }
        }
        return String(shown)
    }
}
