#!/usr/bin/env python3
"""An agent in Python: pip install pyzmq; examples/python-agent/agent.py --run-dir run/default --slot qwen --take-over

It registers with the fusion node, takes the slot over, and answers every question: BUY above the EMA20 of the entry
view, SELL below it. Its Protocol Buffers are written and read by hand."""
import argparse, struct, time
import zmq


def varint(value):
    out = b""
    while value > 0x7F:
        out, value = out + bytes([value & 0x7F | 0x80]), value >> 7
    return out + bytes([value])


def message(**members):
    """Members named by their number, as f1=..."""
    out = b""
    for name, value in members.items():
        for one in value if isinstance(value, list) else [value]:
            one = one.encode() if isinstance(one, str) else one
            kind = 2 if isinstance(one, bytes) else 0
            out += varint(int(name[1:]) << 3 | kind) + (varint(len(one)) + one if kind else varint(int(one)))
    return out


def read(data):
    """All members of a message: number -> values, in order."""
    at, found = 0, {}

    def number():
        nonlocal at
        value = shift = 0
        while True:
            byte, at = data[at], at + 1
            value, shift = value | (byte & 0x7F) << shift, shift + 7
            if byte < 0x80:
                return value

    while at < len(data):
        key = number()
        size = {1: 8, 5: 4}.get(key & 7)
        value = number() if size is None else None
        if key & 7:
            size = value if size is None else size
            value, at = data[at : at + size], at + size
        found.setdefault(key >> 3, []).append(value)
    return found


def decide(snapshot, channel, slot, now_ms):
    """One ModelAnswer for one symbol: a decision, or an abstention with its cause."""
    symbol, price = snapshot[1][0], snapshot.get(5, [None])[0]
    momentum = read(snapshot[7][0]) if 7 in snapshot else {}
    if price is None or 3 not in momentum:
        return message(f1=slot, f2=channel, f3=symbol, f5="stale_features")
    side = 1 if price / 1e8 > struct.unpack("<d", momentum[3][0])[0] else -1
    action = "BUY" if side > 0 else "SELL"
    plan = message(f1=price, f2=price - side * price // 50, f3=price + side * price // 25, f4=5, f5=1)
    view = message(f1=channel, f2=action, f3=60)
    decided = message(f1=symbol, f2=action, f3=60, f4=plan, f5="price against its EMA20", f6=view, f7="MEDIUM", f8=50,
                      f9=slot, f10=now_ms)
    return message(f1=slot, f2=channel, f3=symbol, f4=decided)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--run-dir", default="run/default")
    options.add_argument("--slot", default="qwen")
    options.add_argument("--instance", default="python")
    options.add_argument("--take-over", action="store_true")
    options = options.parse_args()
    me = {"f1": options.slot, "f2": options.instance}
    hello = message(f1=1, f13=message(**me, f3="ema20-in-python", f4="none", f5=options.take_over, f6=False, f7=True, f8=1))
    socket = zmq.Context().socket(zmq.DEALER)
    socket.connect(f"ipc://{options.run_dir}/fusion-node-1.service")
    one_way, next_beat = bytes(8), 0.0
    socket.send_multipart([one_way, hello])
    while True:
        if time.monotonic() >= next_beat:
            socket.send_multipart([one_way, message(f1=1, f14=message(**me))])
            next_beat = time.monotonic() + 0.2
        if not socket.poll(100):
            continue
        command = read(read(socket.recv_multipart()[1]).get(13, [b""])[0])
        if 3 in command:
            socket.send_multipart([one_way, hello])
        elif 2 in command:
            print("now", command[2][0].decode(), flush=True)
        elif 1 in command:
            ask = read(command[1][0])
            cycle, channel = ask[1][0], ask[2][0].decode()
            answers = [decide(read(one), channel, options.slot, read(cycle)[2][0]) for one in ask[3]]
            socket.send_multipart([one_way, message(f1=1, f15=message(**me, f3=cycle, f4=channel, f5=answers))])


if __name__ == "__main__":
    main()
