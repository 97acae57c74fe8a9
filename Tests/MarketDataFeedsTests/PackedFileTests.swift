import Foundation
import MarketData
import MarketDataFeeds
import Testing
import TradingDomain

@Suite struct PackedFileTests {
    /// `CandleFolder.text` as `gzip -n` packs it.
    private static let gzip = "H4sIAAAAAAACAzM0M7c0M7U0MgABHUMgMtKx1DE01DHlMoRIGVvglDI1w5QCAAr8c29RAAAA"
    /// The same as one entry of a zip archive.
    private static let zip =
        "UEsDBBQAAAAIAAAAIVgK/HNvJAAAAFEAAAAOAAAAQlRDVVNEVC0zbS5jc3YzNDO3NDO1NDIAAR1DIDLSsdQxNNQx5TKESBlb4JQyNcOUAgBQSwECFAMUAAAACAAAACFYCvxzbyQAAABRAAAADgAAAAAAAAAAAAAAgAEAAAAAQlRDVVNEVC0zbS5jc3ZQSwUGAAAAAAEAAQA8AAAAUAAAAAAA"

    private func candles(in bytes: Data) throws -> [Candle] {
        let folder = try CandleFolder(["BTCUSDT-3m.csv.gz": bytes])
        let path = "\(folder.path)/BTCUSDT-3m.csv.gz"
        return try CandleFile(paths: [path], symbol: Symbol("BTCUSDT"), timeframe: .threeMinutes).all()
    }

    @Test(arguments: [gzip, zip])
    func packedFilesReadAsPlainOnes(base64: String) throws {
        let bytes = try #require(Data(base64Encoded: base64))
        #expect(try candles(in: bytes) == candles(in: Data(CandleFolder.text.utf8)))
    }

    @Test(arguments: [gzip, zip])
    func aCutFileIsRefusedWhereverItWasCut(base64: String) throws {
        let bytes = try #require(Data(base64Encoded: base64))
        let end = base64 == Self.gzip ? bytes.count : bytes.count - 78
        for count in 4..<end {
            #expect(throws: CandleFileError.self, "\(count) of \(bytes.count)") { try candles(in: bytes.prefix(count)) }
        }
    }

    /// In the gzip trailer's checksum, the zip's data, and the zip header's checksum.
    @Test(arguments: [(gzip, 46), (zip, 46), (zip, 14)])
    func aDamagedFileIsRefused(base64: String, at index: Int) throws {
        var bytes = try #require(Data(base64Encoded: base64))
        bytes[index] ^= 0x10
        #expect(throws: CandleFileError.self) { try candles(in: bytes) }
    }

    @Test func gzipOfSeveralMembersReadsThrough() throws {
        let bytes = try #require(Data(base64Encoded: Self.gzip))
        #expect(try candles(in: bytes + bytes.prefix(0)).count == 3)
        let error = #expect(throws: CandleFileError.self) { try candles(in: bytes + bytes) }
        guard case .badRow(_, 4, "open_time", _, _) = error else {
            Issue.record("the second member was not read: \(String(describing: error))")
            return
        }
    }

    @Test(.enabled(if: SharedData.isPresent), arguments: ["spot", "futures-um"])
    func theExchangesOwnArchivesUnpack(market: String) throws {
        let path = "\(SharedData.folder)/vision/\(market)-klines-BTCUSDT-1h-2024-10-28.zip"
        let reader = try CandleRowReader(path: path)
        var times: [Int64] = []
        while let row = try reader.next() { times.append(row.openTime_ms) }
        #expect(times == (0..<24).map { 1_730_073_600_000 + 3_600_000 * $0 })
    }
}
