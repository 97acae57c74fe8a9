import CZeroMQ

/// The kinds of libzmq socket this bus uses.
enum SocketKind: Sendable {
    case publish, lossless, subscribe, dealer, router

    var code: Int32 {
        switch self {
        case .publish: ZMQ_PUB
        case .lossless: ZMQ_XPUB
        case .subscribe: ZMQ_SUB
        case .dealer: ZMQ_DEALER
        case .router: ZMQ_ROUTER
        }
    }
}
