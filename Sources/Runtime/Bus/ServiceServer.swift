internal import Logging
package import WireFormat
package import ZeroMQBus

/// The `service` socket of this process: questions in, answers out, one way messages either way.
package final class ServiceServer {
    private let socket: ServiceSocket
    private let context: ProcessContext
    /// Messages that could not be read; a foreign frame harms nothing.
    package private(set) var refused: UInt64 = 0

    /// Who asked, and under which number the answer is awaited.
    package struct Asker: Hashable, Sendable {
        package let peer: PeerID
        package let id: UInt64
    }

    /// - Throws: ``BusError/address(_:)`` when the path is held by something that is no socket of ours.
    package init(_ context: ProcessContext) throws(BusError) {
        self.context = context
        socket = try ServiceSocket(
            loop: context.loop,
            bind: try .ipc(path: context.paths.socket(context.role, context.instance, "service")),
            limits: .service
        )
    }

    /// The next question that can be read. What cannot is answered with a failure and counted.
    /// - Throws: ``BusError`` when the process stops.
    package func next() async throws(BusError) -> (asker: Asker, request: Tandem_V1_Request.OneOf_Body) {
        while true {
            let inbound = try await socket.receive()
            let asker = Asker(peer: inbound.peer, id: inbound.id)
            do throws(WireError) {
                return (asker, try WireFormat.request(inbound.body))
            } catch {
                refused += 1
                context.logger.warning("request refused", metadata: ["peer": "\(inbound.peer)", "error": "\(error)"])
                refuse(asker, code: "UNREADABLE", "\(error)")
            }
        }
    }

    /// Sends an answer. An asker that is gone, or whose queue is full, asks again.
    package func reply(to asker: Asker, _ body: Tandem_V1_Reply.OneOf_Body) {
        guard asker.id != 0 else { return }
        send(to: asker.peer, id: asker.id, body)
    }

    /// Sends a one-way message.
    /// - Returns: `false` when the peer is gone or does not read.
    @discardableResult
    package func push(to peer: PeerID, _ body: Tandem_V1_Reply.OneOf_Body) -> Bool {
        send(to: peer, id: 0, body)
    }

    /// The bytes of a one-way message, for one that goes to several peers.
    package func encoded(_ body: Tandem_V1_Reply.OneOf_Body) -> [UInt8] {
        WireFormat.encode(body, epoch: context.epoch)
    }

    /// Sends a one-way message that is encoded already.
    package func push(to peer: PeerID, encoded bytes: [UInt8]) {
        do throws(BusError) {
            try socket.send(to: peer, id: 0, body: bytes)
        } catch {
            context.logger.debug("message not sent", metadata: ["peer": "\(peer)", "error": "\(error)"])
        }
    }

    package func refuse(_ asker: Asker, code: String, _ text: String) {
        reply(to: asker, .failure(code: code, text))
    }

    @discardableResult
    private func send(to peer: PeerID, id: UInt64, _ body: Tandem_V1_Reply.OneOf_Body) -> Bool {
        do throws(BusError) {
            try socket.send(to: peer, id: id, body: WireFormat.encode(body, epoch: context.epoch))
            return true
        } catch {
            if case .tooLarge = error, id != 0 {
                context.logger.warning("answer is too large", metadata: ["peer": "\(peer)", "error": "\(error)"])
                return send(to: peer, id: id, .failure(code: "TOO_LARGE", "the answer is too large; ask for less"))
            }
            context.logger.debug("answer not sent", metadata: ["peer": "\(peer)", "error": "\(error)"])
            return false
        }
    }

    package func close() { socket.close() }
}
