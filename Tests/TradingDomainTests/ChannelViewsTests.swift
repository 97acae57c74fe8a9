import Testing
import TradingDomain

struct ChannelViewsTests {
    private let up = ChannelView(channel: .direction, action: .buy, confidence: .zero)
    private let down = ChannelView(channel: .entry, action: .sell, confidence: .zero)

    @Test func viewsOfAListComeBackWithTheDirectionFirst() throws {
        #expect(try ChannelViews([down, up]).list == [up, down])
        #expect(try ChannelViews([down]) == ChannelViews(down))
        #expect(try ChannelViews([]) == .empty)
    }

    @Test func twoViewsOfOneChannelAreRefused() {
        #expect(throws: ValueError.inconsistent(what: "2 views on two channels")) { try ChannelViews([up, up]) }
    }

    @Test func aViewInTheOtherChannelsPlaceIsRefused() {
        #expect(throws: ValueError.self) { try ChannelViews(direction: down, entry: nil) }
        #expect(throws: ValueError.self) { try ChannelViews(direction: nil, entry: up) }
    }
}
