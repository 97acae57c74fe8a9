internal import Glibc

extension Keep {
    /// Carries a request out and says where everything stands then.
    func answer(_ request: ControlRequest, at now: MonotonicInstant) -> ControlReply {
        var operations: [Int] = []
        var refusal: String?
        do throws(KeepRefusal) {
            switch request.command {
            case .status: break
            case .restart: operations = try begin(.restart, request, at: now)
            case .stop: operations = try begin(.stop, request, at: now)
            case .swap: operations = try begin(.swap(arguments: request.arguments ?? []), request, at: now)
            case .scale: apply(try policy.scale(to: request.count ?? -1, at: now))
            }
        } catch {
            refusal = error.description
        }
        return ControlReply(
            name: settings.name.text,
            supervisor: getpid(),
            instances: policy.instances.map { InstanceStatus($0, at: now) },
            operations: operations,
            refusal: refusal
        )
    }

    private func begin(
        _ request: KeepRequest,
        _ control: ControlRequest,
        at now: MonotonicInstant
    ) throws(KeepRefusal) -> [Int] {
        let begun = try policy.begin(request, instance: control.instance, at: now)
        apply(begun.effects)
        return begun.operations
    }
}
