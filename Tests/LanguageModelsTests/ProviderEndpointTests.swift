import LanguageModels
import Testing
import TradingDomain

@Suite struct ProviderEndpointTests {
    @Test(arguments: [
        (ModelDialect.deepSeek, nil, "https://api.deepseek.com/chat/completions"),
        (.deepSeek, "https://api.deepseek.com/beta/", "https://api.deepseek.com/beta/chat/completions"),
        (.qwenCompatible, nil, "https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions"),
        (.qwenNative, nil, "https://dashscope.aliyuncs.com/api/v1/services/aigc/text-generation/generation"),
        (.deepSeek, "http://127.0.0.1:8080", "http://127.0.0.1:8080/chat/completions"),
        (.deepSeek, "http://[::1]:8080", "http://[::1]:8080/chat/completions"),
        (.deepSeek, "http://localhost:8080/v1", "http://localhost:8080/v1/chat/completions"),
    ])
    func urlIsBaseAndPath(dialect: ModelDialect, base: String?, url: String) throws {
        #expect(try ProviderEndpoint(dialect: dialect, baseURL: base).url == url)
    }

    @Test(arguments: [
        ("http://api.deepseek.com", ProviderEndpointError.insecure("http://api.deepseek.com")),
        ("http://127.0.0.1.example.com", .insecure("http://127.0.0.1.example.com")),
        ("http://192.168.0.7", .insecure("http://192.168.0.7")),
        ("ftp://api.deepseek.com", .scheme("ftp")),
        ("api.deepseek.com", .malformed("api.deepseek.com")),
        ("https://user:sk-secret@api.deepseek.com", .malformed("https://api.deepseek.com/...")),
        ("https://api.deepseek.com/?key=sk-secret", .malformed("https://api.deepseek.com/...")),
        ("", .malformed("")),
    ])
    func otherBasesAreRefused(base: String, error: ProviderEndpointError) {
        #expect(throws: error) { try ProviderEndpoint(dialect: .deepSeek, baseURL: base) }
        #expect(!"\(error)".contains("sk-secret"))
    }

    @Test func simulatorIsReachedByItsSocket() throws {
        let endpoint = try ProviderEndpoint.simulator(socket: "/run/tandem/llm-simulator.http", dialect: .qwenNative)
        #expect(
            endpoint.url
                == "http+unix://%2Frun%2Ftandem%2Fllm%2Dsimulator%2Ehttp/api/v1/services/aigc/text-generation/generation"
        )
    }
}
