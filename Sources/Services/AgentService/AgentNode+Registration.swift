internal import Logging
internal import ModelAgent
internal import Runtime
internal import WireFormat
internal import ZeroMQBus

/// What an agent says of itself to the fusion node.
extension AgentNode {
    /// Heartbeats; the fusion node asks for a registration when it does not know this agent.
    func stayRegistered() async throws {
        sayHello()
        while true {
            try await context.loop.sleep(milliseconds: 200)
            tell(.beat(slot: appearance.slot, instance: context.instance))
        }
    }

    func sayHello() {
        var hello = Tandem_V1_AgentHello()
        hello.slot = appearance.slot
        hello.instance = context.instance
        hello.model = modelName
        hello.promptVersion = stage.settings.template.version
        hello.takeOver = takesOver
        hello.shadow = appearance.isShadow
        hello.isSimulated = isSimulated
        hello.epoch = context.epoch
        if appearance.isSharing { hello.share = true }
        tell(.agentHello(hello))
    }

    func tell(_ message: Tandem_V1_Request.OneOf_Body) {
        do throws(BusError) {
            try link.send(id: 0, body: WireFormat.encode(message))
        } catch {
            context.logger.debug("not sent to the fusion node", metadata: ["error": "\(error)"])
        }
    }
}
