internal import BacktestReports
internal import Backtesting
internal import Foundation
internal import Runtime
internal import SQLiteStore
internal import ShadowService
internal import StageSettings

/// A sweep of the command line: its points, its threads, its file.
struct SweepRun {
    private let run: RunOptions
    private let candles: CandleInput
    private let settings: Settings
    private let grid: SweepGrid
    private let stages: [BacktestSettings]
    private let folder: String
    private let windows: Int

    /// - Throws: ``ProcessFailure`` with the first point whose settings are refused.
    init(_ market: MarketOptions, _ run: RunOptions, grid: SweepGrid, folder: String, windows: Int) throws {
        self.run = run
        self.grid = grid
        self.folder = folder
        self.windows = windows
        settings = try run.process(market.overrides).settings()
        guard settings.text("models.mode") == "live" else {
            throw ProcessFailure(.configuration, "a sweep asks the simulated models; replay one backtest at a time")
        }
        candles = CandleInput(market, settings, cache: run.cache)
        stages = try grid.points.map { point in
            do {
                return try BacktestSettings(try run.process(market.overrides + point).settings())
            } catch let failure as ProcessFailure {
                throw ProcessFailure(failure.status, "point \(point.joined(separator: " ")): \(failure)")
            }
        }
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        guard FileManager.default.isWritableFile(atPath: folder) else {
            throw ProcessFailure(
                .cannotCreate,
                "folder \(folder) cannot be made or is not writable; choose another --out"
            )
        }
    }

    /// Runs what is not done yet, and prints what came of all.
    /// - Returns: `false` when it was interrupted.
    func printed(jobs: Int) throws -> Bool {
        let start = ContinuousClock.now
        let input = try candles.open()
        let tape = try candles.tape(input)
        Interruption.begin()
        let (done, file) = try resumed(digest: digest(tape))
        let board = SweepBoard(total: grid.points.count, done: done, file: file)
        let (grid, stages, log) = (grid, stages, input.log)
        DispatchQueue.concurrentPerform(iterations: min(jobs, grid.points.count)) { _ in
            while let index = board.take() {
                do {
                    var backtest = try Backtest(stages[index], log: log, ledgerPath: nil)
                    var tape = tape
                    guard try backtest.run(&tape, while: { _ in !Interruption.isAsked }) else { return }
                    board.finish(index, SweepPoint(settings: grid.points[index], result: try backtest.close()))
                } catch {
                    board.fail(error)
                }
            }
        }
        let points = try board.points()
        try file.close()
        let table = SweepTable(points, grid: grid, verdict: SweepVerdict(points, windows: windows))
        print(run.json ? table.json : table.text)
        let page = SweepPage(points, grid: grid, verdict: SweepVerdict(points, windows: windows), market: input.label)
        try page.html.write(toFile: "\(folder)/sweep.html", atomically: true, encoding: .utf8)
        let seconds = (ContinuousClock.now - start).seconds
        let new = points.count - done.count
        if !run.json {
            print(
                String(format: "%d points run, %d kept, in %.1f s with %d at a time; ", new, done.count, seconds, jobs)
                    + "\(folder)/sweep.html"
            )
            if points.count < grid.points.count {
                print("stopped after \(points.count) of \(grid.points.count); the same command goes on")
            }
        }
        return points.count == grid.points.count
    }

    /// Over everything but the grid: the executable, the settings and the candles.
    private func digest(_ tape: CandleTape) -> String {
        var digest = ContentDigest()
        digest.add(ContentDigest.file("/proc/self/exe") ?? "")
        digest.add(settings.yaml)
        digest.add(RunManifest.digest(of: tape.candles[...]))
        return digest.text
    }

    /// What an earlier run of the same sweep has done; a file of another one is begun anew under another name.
    private func resumed(digest: String) throws -> (done: [Int: SweepPoint], file: FileHandle) {
        let path = "\(folder)/points.jsonl"
        let head = "{\"sweep\":\"\(digest)\"}"
        var done: [Int: SweepPoint] = [:]
        if let text = try? String(contentsOfFile: path, encoding: .utf8), !text.isEmpty {
            let lines = text.split(separator: "\n")
            guard lines.first.map(String.init) == head else {
                throw ProcessFailure(
                    .data,
                    "\(path) is of another sweep (other candles, settings or executable); choose another --out or remove it"
                )
            }
            for line in lines.dropFirst() {
                // A line that a crash cut off is run again.
                guard let point = try? JSONDecoder().decode(SweepPoint.self, from: Data(line.utf8)),
                    let index = grid.points.firstIndex(of: point.settings)
                else { continue }
                done[index] = point
            }
            // Ends a line that was cut off.
            if !text.hasSuffix("\n") { try (text + "\n").write(toFile: path, atomically: true, encoding: .utf8) }
        } else {
            try (head + "\n").write(toFile: path, atomically: true, encoding: .utf8)
        }
        guard let file = FileHandle(forWritingAtPath: path) else {
            throw ProcessFailure(.cannotCreate, "\(path) cannot be written; choose another --out")
        }
        try file.seekToEnd()
        return (done, file)
    }
}
