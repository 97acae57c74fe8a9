package import HTTPServing
internal import TradingDomain

/// The pages and the streams of the dashboard, and its one act: to halt. It serves this machine only.
package struct DashboardRoutes: Sendable {
    private let hub: DashboardHub
    private let hosts: @Sendable () -> Set<String>
    private let halting: HaltByPage?

    /// - Parameters:
    ///   - hub: what is shown.
    ///   - halting: what a halt needs and does; without it the page only reads.
    ///   - hosts: the `Host` headers that are answered: a page of another site that has this machine's address as
    ///     its name (DNS rebinding) is not among them.
    package init(
        hub: DashboardHub,
        halting: HaltByPage? = nil,
        hosts: @escaping @Sendable () -> Set<String>
    ) {
        self.hub = hub
        self.halting = halting
        self.hosts = hosts
    }

    /// Answers a request; a halt with the right token has an effect, nothing else has.
    package func respond(to request: ServedRequest) async -> ServedResponse {
        guard let halting, request.method == "POST", request.path == "/api/halt" else { return answer(request) }
        guard let host = request.header("host")?.lowercased(), hosts().contains(host) else { return answer(request) }
        if let origin = request.header("origin"), origin.lowercased() != "http://\(host)" {
            return text(403, "a page of another site asks; open this one yourself\n")
        }
        guard halting.isRight(request.header("authorization")) else {
            return text(401, "to halt needs the token of this monitor, in the file that its first line names\n")
        }
        guard let reason = String(validating: request.body.prefix(HaltByPage.longestReason), as: UTF8.self) else {
            return text(400, "the reason is no UTF-8 text\n")
        }
        let answer = await halting.halt(reason)
        return text(answer.isDone ? 200 : 500, answer.text + "\n")
    }

    /// The names of a server on this machine's loopback, in lower case.
    package static func loopbackHosts(port: Int) -> Set<String> {
        ["127.0.0.1:\(port)", "localhost:\(port)", "[::1]:\(port)"]
    }

    package func answer(_ request: ServedRequest) -> ServedResponse {
        guard let host = request.header("host")?.lowercased(), hosts().contains(host) else {
            return text(421, "this page is served to this machine under its loopback names only\n")
        }
        guard request.method == "GET" else {
            return text(405, "only GET is answered: the page changes nothing\n", [("allow", "GET")])
        }
        switch request.path {
        case "/": return page(PackageResources.index_html, "text/html; charset=utf-8")
        case "/app.js": return page(PackageResources.app_js, "text/javascript; charset=utf-8")
        case "/charts.js": return page(PackageResources.charts_js, "text/javascript; charset=utf-8")
        case "/style.css": return page(PackageResources.style_css, "text/css; charset=utf-8")
        case "/icon.svg", "/favicon.ico": return page(PackageResources.icon_svg, "image/svg+xml")
        case "/api/state": return page(hub.snapshot(symbol: symbol(request)), "application/json")
        case "/events": return events(request)
        default: return text(404, "no such page; there are /, /api/state and /events\n")
        }
    }

    private func events(_ request: ServedRequest) -> ServedResponse {
        guard let stream = hub.attach(symbol: symbol(request)) else {
            return text(503, "\(DashboardHub.mostBrowsers) pages are open already; close one\n", [("retry-after", "5")])
        }
        return ServedResponse(
            status: 200,
            headers: Self.headers("text/event-stream") + [("x-accel-buffering", "no")],
            body: .stream(stream)
        )
    }

    private func symbol(_ request: ServedRequest) -> Symbol? {
        request.queryValue("symbol").flatMap { try? Symbol($0) }
    }

    private func page(_ bytes: [UInt8], _ type: String) -> ServedResponse {
        ServedResponse(status: 200, headers: Self.headers(type), body: .bytes(bytes))
    }

    private func text(
        _ status: Int,
        _ text: String,
        _ extra: [(name: String, value: String)] = []
    ) -> ServedResponse {
        ServedResponse(
            status: status,
            headers: Self.headers("text/plain; charset=utf-8") + extra,
            body: .bytes(Array(text.utf8))
        )
    }

    private static func headers(_ type: String) -> [(name: String, value: String)] {
        [
            ("content-type", type),
            ("cache-control", "no-store"),
            (
                "content-security-policy",
                "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
            ),
            ("cross-origin-resource-policy", "same-origin"),
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
        ]
    }
}
