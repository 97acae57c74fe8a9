#!/usr/bin/env python3
"""Print every event of a process: pip install pyzmq; examples/subscribe.py run/default/paper-broker-1.events [TOPIC...]

A message is two frames: the topic, and a tandem.v1.Event in Protocol Buffers. This reads the envelope only, without
generated code; docs/wire.md has every message, and `protoc --python_out` makes readers of them.
"""
import sys
import zmq


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def fields(data):
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        size = {1: 8, 5: 4}.get(key & 7)
        value, at = varint(data, at) if size is None else (None, at)
        if key & 7 != 0:  # not a varint itself: the bytes that follow
            size = value if size is None else size
            value, at = data[at : at + size], at + size
        yield key >> 3, value


socket = zmq.Context().socket(zmq.SUB)
socket.connect("ipc://" + sys.argv[1])
for topic in sys.argv[2:] or [""]:
    socket.subscribe(topic)
while True:
    topic, body = socket.recv_multipart()
    event = dict(fields(body))
    print(topic.decode(), f"{event[2].decode()}-{event[3].decode()}", f"#{event[5]}", len(body), "bytes", flush=True)
