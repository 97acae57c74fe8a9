import HTTPServing
import Synchronization
import Testing
import TradingDomain

@testable import WebDashboard

@Suite struct RouteTests {
    private let routes = DashboardRoutes(hub: DashboardHub()) { DashboardRoutes.loopbackHosts(port: 8080) }

    private func ask(_ method: String, _ path: String, host: String? = "127.0.0.1:8080") -> ServedResponse {
        routes.answer(ServedRequest(method: method, path: path, headers: host.map { [("host", $0)] } ?? []))
    }

    @Test(
        arguments: [
            ("GET", "/", "127.0.0.1:8080", 200),
            ("GET", "/app.js", "localhost:8080", 200),
            ("GET", "/charts.js", "LOCALHOST:8080", 200),
            ("GET", "/style.css", "[::1]:8080", 200),
            ("GET", "/icon.svg", "127.0.0.1:8080", 200),
            ("GET", "/api/state", "127.0.0.1:8080", 200),
            ("GET", "/events", "127.0.0.1:8080", 200),
            ("GET", "/nothing", "127.0.0.1:8080", 404),
            ("GET", "/../Package.swift", "127.0.0.1:8080", 404),
            ("POST", "/", "127.0.0.1:8080", 405),
            ("HEAD", "/", "127.0.0.1:8080", 405),
            ("OPTIONS", "/api/state", "127.0.0.1:8080", 405),
            ("DELETE", "/events", "127.0.0.1:8080", 405),
            ("GET", "/", "evil.example:8080", 421),
            ("GET", "/", "127.0.0.1:9090", 421),
            ("GET", "/", "127.0.0.1", 421),
            ("GET", "/api/state", "127.0.0.1:8080.evil.example", 421),
        ]
    ) func answersOnlyWhatIsServedToThisMachine(_ method: String, _ path: String, _ host: String, _ status: Int) {
        #expect(ask(method, path, host: host).status == status)
    }

    @Test func aRequestWithoutHostIsRefused() {
        #expect(ask("GET", "/", host: nil).status == 421)
    }

    @Test(arguments: ["/", "/app.js", "/nothing", "/events"])
    func everyAnswerLocksThePageIn(_ path: String) {
        let answer = ask("GET", path)
        let headers = Dictionary(answer.headers.map { ($0.name, $0.value) }) { first, _ in first }
        #expect(headers["x-content-type-options"] == "nosniff")
        #expect(headers["content-security-policy"]?.hasPrefix("default-src 'self';") == true)
        #expect(headers["cache-control"] == "no-store")
        #expect(headers["access-control-allow-origin"] == nil)
    }

    @Test func pageAsksNobodyElse() throws {
        for bytes in [
            PackageResources.index_html, PackageResources.app_js, PackageResources.charts_js,
            PackageResources.style_css,
        ] {
            let text = String(decoding: bytes, as: UTF8.self)
            for forbidden in [
                "http://", "https://", "//cdn", "innerHTML", "insertAdjacentHTML", "document.write", "eval(",
            ] {
                #expect(!text.contains(forbidden), "\(forbidden)")
            }
        }
        let page = String(decoding: PackageResources.index_html, as: UTF8.self)
        #expect(!page.contains("style=") && !page.contains(" on"), "inline code is refused by the page's own policy")
    }

    @Test func tooManyPagesAreToldToWait() {
        var open: [ServedResponse] = []
        for _ in 0..<DashboardHub.mostBrowsers { open.append(ask("GET", "/events")) }
        #expect(open.allSatisfy { $0.status == 200 })
        #expect(ask("GET", "/events").status == 503)
    }

    @Test(
        arguments: [
            ("POST", "Bearer 0123456789abcdef0123456789abcdef", "127.0.0.1:8080", nil, 200),
            ("POST", "Bearer 0123456789abcdef0123456789abcdef", "127.0.0.1:8080", "http://127.0.0.1:8080", 200),
            ("POST", "Bearer 0123456789abcdef0123456789abcdef", "127.0.0.1:8080", "http://evil.example", 403),
            ("POST", "Bearer 0123456789abcdef0123456789abcdef", "127.0.0.1:8080", "null", 403),
            ("POST", "Bearer 0123456789abcdef0123456789abcdee", "127.0.0.1:8080", nil, 401),
            ("POST", "Bearer 0123456789abcdef", "127.0.0.1:8080", nil, 401),
            ("POST", nil, "127.0.0.1:8080", nil, 401),
            ("POST", "Bearer 0123456789abcdef0123456789abcdef", "evil.example", nil, 421),
            ("GET", "Bearer 0123456789abcdef0123456789abcdef", "127.0.0.1:8080", nil, 404),
        ] as [(String, String?, String, String?, Int)]
    ) func haltsOnlyWithTheTokenAndFromThisPage(
        _ method: String,
        _ token: String?,
        _ host: String,
        _ origin: String?,
        _ status: Int
    ) async {
        let halts = Mutex<[String]>([])
        let halting = HaltByPage(token: "0123456789abcdef0123456789abcdef") { reason in
            halts.withLock { $0.append(reason) }
            return (true, "halted")
        }
        let routes = DashboardRoutes(hub: DashboardHub(), halting: halting) {
            DashboardRoutes.loopbackHosts(port: 8080)
        }
        var headers = [(name: "host", value: host)]
        if let token { headers.append(("authorization", token)) }
        if let origin { headers.append(("origin", origin)) }
        let request = ServedRequest(method: method, path: "/api/halt", headers: headers, body: Array("news".utf8))
        #expect(await routes.respond(to: request).status == status)
        #expect(halts.withLock { $0 } == (status == 200 ? ["news"] : []))
    }
}
