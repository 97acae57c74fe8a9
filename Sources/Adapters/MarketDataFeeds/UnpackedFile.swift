import CZlib

/// The text of a candle file: as it is, or unpacked from gzip or from the exchange's zip archives of one entry.
///
/// The first bytes tell which, not the name. It streams: at most one chunk of the file is in memory.
final class UnpackedFile {
    private enum Packing {
        case plain
        case gzip(Inflater)
        case zip(Inflater, ZipEntry)
    }

    private static let chunkSize = 65_536

    let name: String
    private let file: FileBytes
    private let input: UnsafeMutableRawBufferPointer
    private var pending: Range<Int> = 0..<0
    private var packing: Packing = .plain
    private var isInsideStream = false
    private var checksum: UInt = 0
    private var isFinished = false

    init(path: String) throws(CandleFileError) {
        file = try FileBytes(path: path)
        name = path
        input = .allocate(byteCount: Self.chunkSize, alignment: 16)
        while pending.count < 4, try refill() > 0 {}
        let head = input[pending].prefix(4)
        if head.starts(with: [0x1f, 0x8b]) {
            guard let inflater = Inflater(.gzip) else { throw .unreadable(path: path, reason: "zlib has no memory") }
            packing = .gzip(inflater)
        } else if head.elementsEqual([0x50, 0x4b, 0x03, 0x04]) {
            guard let inflater = Inflater(.raw) else { throw .unreadable(path: path, reason: "zlib has no memory") }
            packing = .zip(inflater, try takeZipHeader())
            isInsideStream = true
        }
    }

    deinit { input.deallocate() }

    /// - Returns: how many bytes of text were written; zero only at the end.
    func read(into output: UnsafeMutableRawBufferPointer) throws(CandleFileError) -> Int {
        switch packing {
        case .plain: try readPlain(into: output)
        case .gzip(let inflater): try readGzip(inflater, into: output)
        case .zip(let inflater, let entry): try readZip(inflater, entry, into: output)
        }
    }

    private func readPlain(into output: UnsafeMutableRawBufferPointer) throws(CandleFileError) -> Int {
        guard !pending.isEmpty else { return try file.read(into: output) }
        let count = min(pending.count, output.count)
        output.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[pending.prefix(count)]))
        pending = pending.lowerBound + count..<pending.upperBound
        return count
    }

    /// A gzip file is one stream or several, one after another.
    private func readGzip(
        _ inflater: Inflater,
        into output: UnsafeMutableRawBufferPointer
    ) throws(CandleFileError) -> Int {
        while true {
            if pending.isEmpty, try refill() == 0 {
                guard !isInsideStream else { throw .corrupt(file: name, reason: "the gzip data ends too early") }
                return 0
            }
            isInsideStream = true
            let step = try unpack(inflater, into: output)
            if step.isEnd {
                inflater.reset()
                isInsideStream = false
            }
            if step.produced > 0 { return step.produced }
        }
    }

    private func readZip(
        _ inflater: Inflater,
        _ entry: ZipEntry,
        into output: UnsafeMutableRawBufferPointer
    ) throws(CandleFileError) -> Int {
        while isInsideStream {
            if pending.isEmpty, try refill() == 0 {
                throw .corrupt(file: name, reason: "the zip data ends too early")
            }
            let step = try unpack(inflater, into: output)
            let bytes = output.baseAddress?.assumingMemoryBound(to: Bytef.self)
            checksum = crc32(checksum, bytes, UInt32(step.produced))
            if step.isEnd {
                isInsideStream = false
                try finishZip(entry)
            }
            if step.produced > 0 { return step.produced }
        }
        return 0
    }

    private func unpack(
        _ inflater: Inflater,
        into output: UnsafeMutableRawBufferPointer
    ) throws(CandleFileError) -> Inflater.Step {
        let rest = UnsafeRawBufferPointer(rebasing: input[pending])
        guard let step = inflater.step(from: rest, into: output) else {
            throw .corrupt(file: name, reason: "the packed data is damaged")
        }
        guard step.consumed + step.produced > 0 || step.isEnd else {
            throw .corrupt(file: name, reason: "the packed data makes no progress")
        }
        pending = pending.lowerBound + step.consumed..<pending.upperBound
        return step
    }

    private func takeZipHeader() throws(CandleFileError) -> ZipEntry {
        try gather(ZipEntry.headerSize)
        let entry = ZipEntry(UnsafeRawBufferPointer(rebasing: input[pending]))
        guard entry.isDeflated else {
            throw .corrupt(file: name, reason: "the zip entry is encrypted or not packed by deflate")
        }
        try gather(entry.dataOffset)
        pending = pending.lowerBound + entry.dataOffset..<pending.upperBound
        return entry
    }

    private func finishZip(_ entry: ZipEntry) throws(CandleFileError) {
        var expected = entry.checksum
        if entry.hasDescriptor {
            try gather(ZipEntry.descriptorSize)
            let (value, size) = ZipEntry.descriptor(UnsafeRawBufferPointer(rebasing: input[pending]))
            expected = value
            pending = pending.lowerBound + size..<pending.upperBound
        }
        guard checksum == UInt(expected) else { throw .corrupt(file: name, reason: "the zip checksum does not match") }
        try gather(4)
        guard !input[pending].starts(with: [0x50, 0x4b, 0x03, 0x04]) else {
            throw .corrupt(file: name, reason: "the zip archive has more than one entry")
        }
    }

    /// Makes at least `count` bytes pending.
    private func gather(_ count: Int) throws(CandleFileError) {
        while pending.count < count {
            guard count <= Self.chunkSize, try refill() > 0 else {
                throw .corrupt(file: name, reason: "the zip data ends too early")
            }
        }
    }

    /// - Returns: how many bytes were added; zero at the end of the file.
    private func refill() throws(CandleFileError) -> Int {
        if isFinished { return 0 }
        if pending.lowerBound > 0 {
            let rest = UnsafeRawBufferPointer(rebasing: input[pending])
            input.copyMemory(from: rest)
            pending = 0..<rest.count
        }
        let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: input[pending.upperBound...]))
        pending = 0..<pending.upperBound + count
        isFinished = count == 0
        return count
    }
}
