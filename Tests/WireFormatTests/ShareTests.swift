import Testing
import TradingDomain
import WireFormat

/// A part of a question that instances of a slot share.
struct ShareTests {
    private func travel(_ request: ModelRequest) throws -> ModelRequest {
        let bytes = WireFormat.encode(Tandem_V1_ModelRequest(request))
        let read: Tandem_V1_ModelRequest = try WireFormat.decode(bytes, what: "request")
        return try read.domain()
    }

    @Test(arguments: [0, 1, 64, ModelRequest.greatestShare]) func itsNumberArrives(share: Int) throws {
        var request = ModelRequest(cycle: Examples.cycle, channel: .entry, snapshots: [try Examples.snapshot()])
        request.share = share
        #expect(try travel(request) == request)
    }

    @Test func aNumberThatNoQuestionHasIsRefused() throws {
        var request = ModelRequest(cycle: Examples.cycle, channel: .entry, snapshots: [try Examples.snapshot()])
        request.share = ModelRequest.greatestShare + 1
        #expect(throws: WireError.self) { try travel(request) }
    }

    @Test func aWholeQuestionIsTheSameBytesAsEver() throws {
        let request = ModelRequest(cycle: Examples.cycle, channel: .entry, snapshots: [])
        var part = request
        part.share = 64
        let (whole, shared) = (Tandem_V1_ModelRequest(request), Tandem_V1_ModelRequest(part))
        #expect(!whole.hasShare && shared.share == 64)
    }
}
