import Foundation
import TradingDomain

/// Real candles in the `shared` folder beside the package, where there is one.
enum SharedData {
    static let folder = URL(filePath: #filePath)
        .resolvingSymlinksInPath()
        .deletingLastPathComponent()
        .appending(path: "../../../shared/data")
        .standardizedFileURL
        .path

    static var isPresent: Bool { FileManager.default.fileExists(atPath: folder + "/MANIFEST.tsv") }
}
