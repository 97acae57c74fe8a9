import Foundation
import ProcessNotification
import Testing

struct UnusedMemoryTests {
    /// Resident pages of files, code above all.
    private static func filePages() throws -> Int {
        let words = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        return try #require(words.count > 2 ? Int(words[2]) : nil)
    }

    @Test func codeThatOnlyTheStartNeededIsGivenBackAndTheRestGoesOn() throws {
        let before = try Self.filePages()
        UnusedMemory.giveBack()
        #expect(try Self.filePages() < before)
        #expect("still running".uppercased() == "STILL RUNNING")
    }
}
