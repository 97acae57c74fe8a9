import Glibc
import LanguageModels
import Testing
import TradingDomain

@Suite struct APIKeyTests {
    static let secret = "sk-CANARY-77d1"

    /// A file with `mode`, removed after `body`.
    private func withFile(_ text: String, mode: mode_t, _ body: (String) throws -> Void) throws {
        let path = "/tmp/tandem-key-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        let descriptor = open(path, O_CREAT | O_WRONLY | O_EXCL, 0o600)
        try #require(descriptor >= 0)
        defer { unlink(path) }
        _ = write(descriptor, text, text.utf8.count)
        fchmod(descriptor, mode)
        close(descriptor)
        try body(path)
    }

    @Test(arguments: [mode_t(0o600), 0o400])
    func ownersFileIsRead(mode: mode_t) throws {
        try withFile("\(Self.secret)\n", mode: mode) { path in
            _ = try APIKey.file(path)
        }
    }

    @Test(arguments: [mode_t(0o640), 0o604, 0o644, 0o660, 0o666, 0o620, 0o601])
    func fileThatOthersReachIsRefused(mode: mode_t) throws {
        try withFile(Self.secret, mode: mode) { path in
            let error = #expect(throws: APIKeyError.tooOpen(path: path, mode: mode)) { try APIKey.file(path) }
            #expect(error?.description.hasSuffix("run: chmod 600 \(path)") == true)
        }
    }

    @Test func linkFolderAndMissingFileAreRefused() throws {
        try withFile(Self.secret, mode: 0o600) { path in
            let link = "\(path)-link"
            symlink(path, link)
            defer { unlink(link) }
            #expect(throws: APIKeyError.self) { try APIKey.file(link) }
        }
        #expect(throws: APIKeyError.unreadable(path: "/tmp", reason: "not a plain file")) { try APIKey.file("/tmp") }
        #expect(throws: APIKeyError.self) { try APIKey.file("/tmp/tandem-no-such-key") }
    }

    @Test func textThatIsNoKeyIsRefused() {
        #expect(throws: APIKeyError.length(bytes: 0)) { try APIKey("") }
        #expect(throws: APIKeyError.length(bytes: 513)) { try APIKey(String(repeating: "k", count: 513)) }
        for text in ["sk a", "sk-a\n", "sk-ä", "sk-\u{7f}"] {
            #expect(throws: APIKeyError.characters) { try APIKey(text) }
        }
    }

    @Test func keyIsReadFromTheEnvironment() throws {
        let name = "TANDEM_TEST_KEY_\(getpid())"
        #expect(try APIKey.environment(name).map { "\($0)" } == nil)
        setenv(name, Self.secret, 1)
        defer { unsetenv(name) }
        #expect(try APIKey.environment(name).map { "\($0)" } == "(hidden key)")
    }

    /// Whatever prints a value prints no key: text, debug text, dump, interpolation inside another value.
    @Test func nothingPrintsIt() throws {
        let key = try APIKey(Self.secret)
        var dumped = ""
        dump([key], to: &dumped)
        for text in ["\(key)", String(reflecting: key), String(describing: [key]), dumped, "\(Optional(key) as Any)"] {
            #expect(!text.contains("CANARY"), "\(text)")
        }
    }
}
