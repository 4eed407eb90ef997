#!/usr/bin/env python3
"""Captures TCP conversations at both of their ends. Linux, as root; python3, ip and dumpcap.

Two network namespaces, each with a TUN device. This program carries the IP packets between them,
LATENCY seconds late, and loses those that a conversation wants lost. dumpcap runs in each namespace,
so each file shows one end: what it sent, and what reached it.

    python3 capture.py [name ...]       writes <name>-a.pcap and <name>-b.pcap beside this file
"""

import ctypes
import fcntl
import os
import pathlib
import queue
import socket
import struct
import subprocess
import sys
import threading
import time

HERE = pathlib.Path(__file__).parent
LATENCY = 0.1
HOSTS = {"A": "10.5.0.1", "B": "10.5.0.2"}
SYN, FIN, RST, ACK = 0x02, 0x01, 0x04, 0x10
libc = ctypes.CDLL(None, use_errno=True)


def enter(end):
    """Moves the calling thread into the namespace of one end."""
    with open(f"/run/netns/workbook{end}") as namespace:
        if libc.setns(namespace.fileno(), 0):
            raise OSError(ctypes.get_errno(), "setns")


def tun(end):
    """A TUN device in the namespace of one end, as a file of the packets that it sends."""
    fd = os.open("/dev/net/tun", os.O_RDWR)
    name = f"wb{end}"
    IFF_TUN, IFF_NO_PI, TUNSETIFF = 0x0001, 0x1000, 0x400454CA
    fcntl.ioctl(fd, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI))
    for words in [
        f"ip netns add workbook{end}",
        f"ip link set {name} netns workbook{end}",
        f"ip -n workbook{end} address add {HOSTS[end]}/24 dev {name}",
        f"ip -n workbook{end} link set {name} up",
    ]:
        subprocess.run(words.split(), check=True)
    return fd


def carry(source, target, end, lose):
    """Takes packets out of one end and puts them into the other, late and in order, or never."""
    waiting = queue.SimpleQueue()

    def deliver():
        while True:
            due, packet = waiting.get()
            time.sleep(max(0, due - time.monotonic()))
            os.write(target, packet)

    threading.Thread(target=deliver, daemon=True).start()
    while True:
        try:
            packet = os.read(source, 65536)
        except OSError:  # the device went with its namespace
            return
        if packet[0] >> 4 != 4 or packet[9] != 6:
            continue
        start = (packet[0] & 15) * 4
        flags = packet[start + 13]
        length = len(packet) - start - (packet[start + 12] >> 4) * 4
        if not lose(end, flags, length):
            waiting.put((time.monotonic() + LATENCY, packet))


def socket_at(end, listen=None, bind=None):
    """A socket in the namespace of one end: it stays there, whatever thread uses it."""
    made = []

    def make():
        enter(end)
        s = socket.socket()
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if bind or listen:
            s.bind((HOSTS[end], bind or listen))
        if listen:
            s.listen()
        made.append(s)

    thread = threading.Thread(target=make)
    thread.start()
    thread.join()
    return made[0]


def connected(port=7000):
    server = socket_at("B", listen=port)
    a = socket_at("A")
    a.connect((HOSTS["B"], port))
    b, _ = server.accept()
    server.close()
    return a, b


def both(*actions):
    """Does them at the same time."""
    threads = [threading.Thread(target=action) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def four_segment_close():
    """A closes; B answers late, while it is in CLOSE-WAIT, and closes then."""
    a, b = connected()
    a.sendall(b"hello")
    b.recv(100)
    a.shutdown(socket.SHUT_WR)
    b.recv(100)
    time.sleep(0.3)
    b.sendall(b"late")
    time.sleep(0.3)
    b.close()
    while a.recv(100):
        pass
    a.close()


def three_segment_close():
    """B closes as soon as it hears A's FIN: its FIN and the ACK of A's go together."""
    a, b = connected()
    b.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 0)
    a.sendall(b"ping")
    b.recv(100)
    b.sendall(b"pong")
    a.recv(100)
    a.shutdown(socket.SHUT_WR)
    b.recv(100)
    b.close()
    a.recv(100)
    a.close()


def simultaneous_close():
    """Each sends its FIN while the other's is still on its way."""
    a, b = connected()
    time.sleep(0.3)
    both(lambda: a.shutdown(socket.SHUT_WR), lambda: b.shutdown(socket.SHUT_WR))
    time.sleep(0.6)
    a.close()
    b.close()


def simultaneous_open():
    """Nobody listens: two connect() calls, each to the port that the other is bound to."""
    a, b = socket_at("A", bind=7001), socket_at("B", bind=7001)
    both(
        lambda: a.connect((HOSTS["B"], 7001)),
        lambda: b.connect((HOSTS["A"], 7001)),
    )
    time.sleep(0.3)
    a.shutdown(socket.SHUT_WR)
    b.recv(100)
    time.sleep(0.3)
    b.close()
    a.recv(100)
    a.close()


def reset_with_unread_data():
    """A closes without having read what B sent: that is an RST, and no FIN."""
    a, b = connected()
    b.sendall(b"nobody reads this")
    time.sleep(0.3)
    a.close()
    time.sleep(0.3)
    b.close()


def refused():
    """Nobody listens."""
    a = socket_at("A")
    try:
        a.connect((HOSTS["B"], 7002))
    except ConnectionRefusedError:
        pass
    a.close()


def lost_last_ack():
    """The last ACK is lost: B sends its FIN again, and A, in TIME-WAIT, the ACK."""
    a, b = connected()
    a.shutdown(socket.SHUT_WR)
    b.recv(100)
    time.sleep(0.3)
    b.close()
    a.recv(100)
    a.close()
    time.sleep(1.5)


def duplicate_syn():
    """The first SYN,ACK is lost: A sends its SYN again."""
    a, b = connected()
    a.shutdown(socket.SHUT_WR)
    b.recv(100)
    time.sleep(0.3)
    b.close()
    a.recv(100)
    a.close()


def lost_handshake_ack():
    """A's ACK of the handshake is lost: what makes B ESTABLISHED is the data behind it."""
    server = socket_at("B", listen=7000)
    a = socket_at("A")
    a.connect((HOSTS["B"], 7000))
    a.sendall(b"hello")
    b, _ = server.accept()
    server.close()
    b.recv(100)
    a.shutdown(socket.SHUT_WR)
    b.recv(100)
    time.sleep(0.3)
    b.close()
    a.recv(100)
    a.close()


def sequence_wrap():
    """A's numbers begin at 2**32 - 4 and so pass 0. TCP_REPAIR lets root choose the first one."""
    TCP_REPAIR, TCP_REPAIR_QUEUE, TCP_QUEUE_SEQ, SEND_QUEUE = 19, 20, 21, 2
    server = socket_at("B", listen=7000)
    a = socket_at("A")
    a.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, 1)
    a.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR_QUEUE, SEND_QUEUE)
    a.setsockopt(socket.IPPROTO_TCP, TCP_QUEUE_SEQ, struct.pack("I", 2**32 - 4))
    a.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, 0)
    a.connect((HOSTS["B"], 7000))
    b, _ = server.accept()
    server.close()
    a.sendall(b"hi")
    b.recv(100)
    a.shutdown(socket.SHUT_WR)
    b.recv(100)
    time.sleep(0.3)
    b.close()
    a.recv(100)
    a.close()


def nothing(end, flags, length):
    return False


def first(wanted):
    """Loses the first packet of which this holds, and no other."""
    lost = []

    def lose(end, flags, length):
        if lost or not wanted(end, flags, length):
            return False
        lost.append(True)
        return True

    return lose


def lose_last_ack():
    fins = []

    def last_ack(end, flags, length):
        if flags & FIN:
            fins.append(end)
        return end == "A" and "B" in fins and not flags & FIN

    return first(last_ack)


CONVERSATIONS = {
    "four-segment-close": (four_segment_close, nothing),
    "three-segment-close": (three_segment_close, nothing),
    "simultaneous-close": (simultaneous_close, nothing),
    "simultaneous-open": (simultaneous_open, nothing),
    "reset-with-unread-data": (reset_with_unread_data, nothing),
    "refused": (refused, nothing),
    "lost-last-ack": (lost_last_ack, lose_last_ack()),
    "duplicate-syn": (
        duplicate_syn,
        first(lambda end, flags, length: end == "B" and flags & SYN),
    ),
    "lost-handshake-ack": (
        lost_handshake_ack,
        first(lambda end, flags, length: end == "A" and flags & ACK and length == 0),
    ),
    "sequence-wrap": (sequence_wrap, nothing),
}


def record(name):
    talk, lose = CONVERSATIONS[name]
    a, b = tun("A"), tun("B")
    captures = []
    for end in "AB":
        file = HERE / f"{name}-{end.lower()}.pcap"
        words = f"ip netns exec workbook{end} dumpcap -q -P -i wb{end} -f tcp -w {file}"
        captures.append(subprocess.Popen(words.split(), stderr=subprocess.DEVNULL))
    time.sleep(1)
    for source, target, end in [(a, b, "A"), (b, a, "B")]:
        threading.Thread(target=carry, args=(source, target, end, lose), daemon=True).start()
    talk()
    time.sleep(1)
    for capture in captures:
        capture.terminate()
        capture.wait()
    for end in "AB":
        subprocess.run(["ip", "netns", "delete", f"workbook{end}"], check=True)


if __name__ == "__main__":
    if len(sys.argv) == 2:
        record(sys.argv[1])
        os._exit(0)  # the carriers still wait for packets
    for name in sys.argv[1:] or CONVERSATIONS:
        subprocess.run([sys.executable, __file__, name], check=True)
