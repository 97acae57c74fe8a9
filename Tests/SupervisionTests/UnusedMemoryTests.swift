import Foundation
import Glibc
import ProcessNotification
import Testing

private let pageTable = "/proc/self/pagemap"

/// Looked at page by page, on pages of the test's own: what else the process does meanwhile is no matter.
@Suite(.enabled(if: access(pageTable, R_OK) == 0)) struct UnusedMemoryTests {
    private static let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))

    /// How many of the pages are in memory, as the process's own table has them.
    private static func residentCount(_ pages: [UnsafeRawPointer]) throws -> Int {
        let table = open(pageTable, O_RDONLY | O_CLOEXEC)
        try #require(table >= 0)
        defer { close(table) }
        return try pages.count { page in
            var entry: UInt64 = 0
            try #require(pread(table, &entry, 8, Int(bitPattern: page) / pageSize * 8) == 8)
            return entry >> 63 == 1
        }
    }

    /// The first pages of the test's own executable, mapped once more.
    private static func pagesOfAFile(_ access: Int32) throws -> [UnsafeMutableRawPointer] {
        let file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC)
        defer { close(file) }
        let count = 32
        let start = try #require(mmap(nil, count * pageSize, access, MAP_PRIVATE, file, 0))
        try #require(start != MAP_FAILED)
        return (0..<count).map { start + $0 * pageSize }
    }

    private static func unmap(_ pages: [UnsafeMutableRawPointer]) {
        if let first = pages.first { munmap(first, pages.count * pageSize) }
    }

    @Test func codeIsGivenBackAndIsThereAgainWhenItIsNeeded() throws {
        let pages = try Self.pagesOfAFile(PROT_READ | PROT_EXEC)
        defer { Self.unmap(pages) }
        let before = pages.map { Data(bytes: $0, count: Self.pageSize) }
        #expect(try Self.residentCount(pages.map(UnsafeRawPointer.init)) == pages.count)
        UnusedMemory.giveBack()
        #expect(try Self.residentCount(pages.map(UnsafeRawPointer.init)) == 0)
        #expect(pages.map { Data(bytes: $0, count: Self.pageSize) } == before)
    }

    /// It has no other copy.
    @Test func whatWasWrittenStays() throws {
        let pages = try Self.pagesOfAFile(PROT_READ | PROT_WRITE)
        defer { Self.unmap(pages) }
        for (index, page) in pages.enumerated() { page.storeBytes(of: UInt8(200 + index), as: UInt8.self) }
        UnusedMemory.giveBack()
        #expect(pages.map { $0.load(as: UInt8.self) } == pages.indices.map { UInt8(200 + $0) })
    }

    /// Pieces that are free between others in use; a few may be taken again at once by another thread.
    @Test func freePagesOfTheHeapAreGivenBack() throws {
        let size = 8 * Self.pageSize
        let pieces = try (0..<512).map { _ in
            let piece = try #require(malloc(size))
            memset(piece, 1, size)
            return piece
        }
        var pages: [UnsafeRawPointer] = []
        for index in stride(from: 0, to: pieces.count, by: 2) {
            // The page that the piece begins in has the heap's notes.
            let start = (Int(bitPattern: pieces[index]) / Self.pageSize + 2) * Self.pageSize
            pages += try (0..<5).map { try #require(UnsafeRawPointer(bitPattern: start + $0 * Self.pageSize)) }
            free(pieces[index])
        }
        defer { for index in stride(from: 1, to: pieces.count, by: 2) { free(pieces[index]) } }
        #expect(try Self.residentCount(pages) > pages.count * 9 / 10)
        UnusedMemory.giveBack()
        #expect(try Self.residentCount(pages) < pages.count / 10)
    }
}
