"""Writes down every packet that arrives at a network interface.

    record.py INTERFACE FILE

prints "ready" once it listens, and adds a line to FILE for each packet: its kind, where it was
going, and the readable part of what it said. The kernel's own neighbour and group messages of
IPv6, which no program asks for, are left out, and so is ARP.
"""

import ipaddress
import re
import socket
import struct
import sys

EVERY_PROTOCOL = 3
HOP_BY_HOP, ICMP6 = 0, 58
NAMES = {1: "icmp", 6: "tcp", 17: "udp"}

interface, file = sys.argv[1], sys.argv[2]


def describe(frame: bytes) -> str | None:
    kind = struct.unpack("!H", frame[12:14])[0]
    if kind == 0x0800:
        protocol, to, rest = frame[23], frame[30:34], frame[14 + 4 * (frame[14] & 15) :]
    elif kind == 0x86DD:
        protocol, to, rest = frame[20], frame[38:54], frame[54:]
        if protocol in (HOP_BY_HOP, ICMP6):
            return None
    elif kind == 0x0806:
        return None
    else:
        return f"ethernet {kind:#06x}"
    port = struct.unpack("!H", rest[2:4])[0] if protocol in (6, 17) else "-"
    if protocol == 17 and port == 53:
        said = ".".join(labels(rest[20:]))
    else:
        said = " ".join(part.decode() for part in re.findall(rb"[ -~]{4,}", rest)[:8])
    return f"{NAMES.get(protocol, protocol)} {ipaddress.ip_address(to)} {port} {said}"


def labels(name: bytes):
    """The labels of a name in a DNS question."""
    while name and name[0]:
        yield name[1 : 1 + name[0]].decode("ascii", "replace")
        name = name[1 + name[0] :]


listener = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(EVERY_PROTOCOL))
listener.bind((interface, 0))
print("ready", flush=True)
while True:
    frame, address = listener.recvfrom(65535)
    line = None if address[2] == socket.PACKET_OUTGOING else describe(frame)
    if line:
        # Opened for each line: the reader of the file may empty it.
        with open(file, "a", encoding="utf-8") as record:
            record.write(line + "\n")
