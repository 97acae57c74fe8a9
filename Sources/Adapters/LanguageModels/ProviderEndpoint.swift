import Foundation
package import TradingDomain

/// Where and in which protocol a model is asked.
package struct ProviderEndpoint: Hashable, Sendable {
    package let dialect: ModelDialect
    /// The whole URL that requests are posted to.
    package let url: String

    /// - Parameters:
    ///   - dialect: the provider's protocol.
    ///   - baseURL: what stands before the dialect's path: `https://...`, or `http://` to this machine only, since
    ///     the key would travel in the open, or `http+unix://` with the percent-encoded path of a socket.
    /// - Throws: ``ProviderEndpointError``.
    package init(
        dialect: ModelDialect,
        baseURL: String? = nil
    ) throws(ProviderEndpointError) {
        var base = baseURL ?? dialect.defaultBaseURL
        while base.hasSuffix("/") { base.removeLast() }
        guard let parsed = URL(string: base), let scheme = parsed.scheme, let host = parsed.host, !host.isEmpty else {
            throw .malformed(base)
        }
        guard parsed.user == nil, parsed.password == nil, parsed.query == nil, parsed.fragment == nil else {
            throw .malformed("\(scheme)://\(host)/...")
        }
        switch scheme {
        case "https", "http+unix": break
        case "http":
            guard ["127.0.0.1", "::1", "[::1]", "localhost"].contains(host) else { throw .insecure(base) }
        default: throw .scheme(scheme)
        }
        self.dialect = dialect
        self.url = base + dialect.path
    }

    /// The endpoint of a simulator that listens on a Unix socket of this machine.
    ///
    /// - Parameters:
    ///   - path: the socket's path.
    ///   - dialect: the protocol to speak.
    /// - Returns: the endpoint.
    /// - Throws: ``ProviderEndpointError``.
    package static func simulator(
        socket path: String,
        dialect: ModelDialect
    ) throws(ProviderEndpointError) -> ProviderEndpoint {
        guard let host = path.addingPercentEncoding(withAllowedCharacters: .alphanumerics) else {
            throw .malformed(path)
        }
        return try ProviderEndpoint(dialect: dialect, baseURL: "http+unix://\(host)\(dialect.simulatorPath)")
    }
}

/// Why a base URL was refused.
package enum ProviderEndpointError: Error, Hashable, Sendable, CustomStringConvertible {
    case malformed(String)
    case scheme(String)
    case insecure(String)

    package var description: String {
        switch self {
        case .malformed(let text):
            "'\(text)' is no base URL: write scheme, host and path, such as https://api.deepseek.com"
        case .scheme(let scheme): "scheme '\(scheme)' is not known; https, http and http+unix are allowed"
        case .insecure(let url): "\(url) would send the key unencrypted; use https, or http to 127.0.0.1 only"
        }
    }
}
