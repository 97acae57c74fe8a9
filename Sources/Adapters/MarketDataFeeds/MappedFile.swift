import Glibc

/// The bytes of a whole file, mapped; a file that another one replaces by its name stays as it was.
final class MappedFile {
    let bytes: UnsafeRawBufferPointer
    let size: Int
    let modified_ns: Int64

    /// - Returns: `nil` for a file that is not there, empty, no regular file, or cannot be mapped.
    init?(path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var about = stat()
        guard fstat(descriptor, &about) == 0, about.st_mode & S_IFMT == S_IFREG, about.st_size > 0,
            let start = mmap(nil, Int(about.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED
        else { return nil }
        size = Int(about.st_size)
        modified_ns = Int64(about.st_mtim.tv_sec) * 1_000_000_000 + Int64(about.st_mtim.tv_nsec)
        bytes = UnsafeRawBufferPointer(start: start, count: size)
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), size) }
}
