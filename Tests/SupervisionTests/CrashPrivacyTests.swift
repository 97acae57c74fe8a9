import ProcessNotification
import Testing

/// What Swift's backtracer is told about processes that may hold a key.
@Suite struct CrashPrivacyTests {
    @Test(
        arguments: [
            (nil, "registers=none,format=text"), ("", "registers=none,format=text"),
            ("enable=yes,registers=all", "enable=yes,registers=all,registers=none,format=text"),
            ("enable=yes,registers=none,format=text", "enable=yes,registers=none,format=text"),
            (
                "registers=none,format=text,format=json",
                "registers=none,format=text,format=json,registers=none,format=text"
            ),
        ] as [(String?, String)]
    )
    func theLastWordIsThatNoMemoryIsShown(wanted: String?, told: String) {
        #expect(CrashPrivacy.setting(over: wanted) == told)
    }
}
