internal import SwiftProtobuf
package import TradingDomain

/// What an agent and the fusion node say to each other.
extension Tandem_V1_Request.OneOf_Body {
    package static func beat(slot: String, instance: String, isLeaving: Bool = false) -> Self {
        .agentBeat(
            .with {
                $0.slot = slot
                $0.instance = instance
                if isLeaving { $0.leaving = true }
            }
        )
    }

    package static func answer(
        _ answers: [ModelAnswer],
        cycle: CycleID,
        channel: Channel,
        slot: String,
        instance: String
    ) -> Self {
        .agentAnswer(
            .with {
                $0.slot = slot
                $0.instance = instance
                $0.cycle = Tandem_V1_Cycle(cycle)
                $0.channel = channel.rawValue
                $0.answers = answers.map(Tandem_V1_ModelAnswer.init)
            }
        )
    }
}

extension Tandem_V1_AgentAnswer {
    /// - Throws: ``WireError`` also when an answer is of another slot or channel than the message.
    package func domain() throws(WireError) -> (cycle: CycleID, slot: String, channel: Channel, answers: [ModelAnswer])
    {
        let slot = try required(hasSlot ? slot : nil, "agent_answer.slot")
        let channel: Channel = try readCase(hasChannel ? channel : nil, "agent_answer.channel")
        let answers = try readList(answers, "agent_answer.answers") { one throws(WireError) in try one.domain() }
        guard answers.allSatisfy({ $0.slot == slot && $0.channel == channel }) else {
            throw .refused(field: "agent_answer.answers", reason: "an answer is of another slot or channel")
        }
        return (try readCycle(hasCycle ? cycle : nil), slot, channel, answers)
    }
}

extension Tandem_V1_Reply.OneOf_Body {
    package static func ask(_ request: ModelRequest) -> Self {
        .agentCommand(.with { $0.ask = Tandem_V1_ModelRequest(request) })
    }

    /// Tells an agent what it is now: `active`, `standby`, `shadow` or `draining`.
    package static func agentState(_ state: String) -> Self {
        .agentCommand(.with { $0.state = state })
    }

    package static var sayHello: Self { .agentCommand(.with { $0.sayHello = .init() }) }
}
