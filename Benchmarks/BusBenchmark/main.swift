// The bus as the processes use it, measured like `Benchmarks/bus/bus_reference.c`: same sockets, frames, limits, counts.
//
// usage: BusBenchmark latency|inflight|pubsub|call BYTES COUNT     (starts itself as the other side)

import Glibc

guard let options = Options(CommandLine.arguments) else {
    print("usage: BusBenchmark latency|inflight|pubsub|call BYTES COUNT")
    exit(64)
}
if let endpoint = options.peerEndpoint {
    try await Peer(options: options, endpoint: endpoint).run()
} else {
    print(try await Measurement(options: options).run())
}
