"""Makes the captures in this folder: two hosts, a cable between them, and a little of everything.

    sudo python3 grader/units/04-layers-and-frames/captures/make.py

The hosts are network namespaces (wb04-ana, wb04-bo), the cable is a veth pair: nothing leaves this
computer. It takes Linux, root, iproute2 and dumpcap. Checksum and segmentation offload are turned off
on both ends: with them, what is captured on the sending side carries checksums nobody has computed yet.
How each file is made is said at its function. Times and sequence numbers differ from run to run, so
write vectors.json anew afterwards (vectors.py).
"""

import contextlib
import ctypes
import fcntl
import pathlib
import signal
import socket
import struct
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
SPACES = ("wb04-ana", "wb04-bo")
MACS = {"ana": "02:00:00:00:00:0a", "bo": "02:00:00:00:00:0b"}
ANA, BO = "192.0.2.1", "192.0.2.2"
ANA6, BO6 = "2001:db8::1", "2001:db8::2"
PORT, CLIENT = 4242, 40000


def run(*words):
    subprocess.run(words, check=True)


def inside(space, function, *words):
    """Runs one of the functions below in a namespace, as a process of its own."""
    command = ["ip", "netns", "exec", space, sys.executable, __file__, function, *words]
    return subprocess.Popen(command)


def build():
    for space in SPACES:
        run("ip", "netns", "add", space)
    run("ip", "link", "add", "cable-ana", "netns", SPACES[0], "type", "veth",
        "peer", "name", "cable-bo", "netns", SPACES[1])
    for space, name, v4, v6 in ((SPACES[0], "ana", ANA, ANA6), (SPACES[1], "bo", BO, BO6)):
        cable = f"cable-{name}"
        ip = ["ip", "-n", space]
        run(*ip, "link", "set", cable, "address", MACS[name])
        inside(space, "offload_off", cable).wait()
        run(*ip, "link", "set", "lo", "up")
        run(*ip, "link", "set", cable, "up")
        run(*ip, "address", "add", f"{v4}/24", "dev", cable)
        run(*ip, "address", "add", f"{v6}/64", "dev", cable, "nodad")
    time.sleep(2)  # until both have stopped to announce themselves


def tear_down():
    for space in SPACES:
        subprocess.run(["ip", "netns", "delete", space], stderr=subprocess.DEVNULL, check=False)


def offload_off(interface):
    """What `ethtool -K … rx off tx off sg off tso off gso off gro off` does."""
    control = socket.socket()
    for command in (0x15, 0x17, 0x19, 0x1F, 0x24, 0x2C):
        value = ctypes.create_string_buffer(struct.pack("II", command, 0))
        request = struct.pack("16sP", interface.encode(), ctypes.addressof(value))
        try:
            fcntl.ioctl(control, 0x8946, request)
        except OSError:
            pass  # this kernel has no such offload


def capture(name, play, expression):
    """Captures on ana's end of the cable while `play` runs."""
    target = HERE / f"{name}.pcapng"
    words = ["ip", "netns", "exec", SPACES[0], "dumpcap", "-q", "-i", "cable-ana", "-w", str(target)]
    dumpcap = subprocess.Popen([*words, "-f", expression], stderr=subprocess.DEVNULL)
    time.sleep(1.5)
    play()
    time.sleep(1)
    dumpcap.send_signal(signal.SIGINT)
    dumpcap.wait()
    target.chmod(0o644)
    print(target.name, target.stat().st_size)


def forget():
    run("ip", "-n", SPACES[0], "neighbour", "flush", "all")
    run("ip", "-n", SPACES[1], "neighbour", "flush", "all")


def pair(server, client):
    answering = inside(SPACES[1], server)
    time.sleep(0.5)
    inside(SPACES[0], client).wait()
    answering.wait()


# In the namespaces: bo answers, ana asks.

def udp_socket(family, address, port):
    one = socket.socket(family, socket.SOCK_DGRAM)
    one.settimeout(5)
    one.bind((address, port))
    return one


def answer_datagrams(family, address, count):
    bo = udp_socket(family, address, PORT)
    for _ in range(count):
        data, sender = bo.recvfrom(65535)
        bo.sendto(data[:40].upper(), sender)


def serve_udp():
    answer_datagrams(socket.AF_INET, BO, 4)


def ask_udp():
    """udp.pcapng: an ARP request and its reply, then datagrams; one has no bytes."""
    ana = udp_socket(socket.AF_INET, ANA, CLIENT)
    for data in ("hello".encode(), "你好".encode(), b"", b"odd"):
        ana.sendto(data, (BO, PORT))
        ana.recvfrom(65535)


def serve_unchecked():
    answer_datagrams(socket.AF_INET, BO, 1)


def ask_unchecked():
    """unchecked.pcapng: a datagram without a checksum (SO_NO_CHECK), and with a TTL and class of its own."""
    ana = udp_socket(socket.AF_INET, ANA, CLIENT)
    ana.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, 3)
    ana.setsockopt(socket.IPPROTO_IP, socket.IP_TOS, 0xB8)
    ana.setsockopt(socket.SOL_SOCKET, 11, 1)
    ana.sendto(b"no checksum", (BO, PORT))
    ana.recvfrom(65535)


def serve_options():
    answer_datagrams(socket.AF_INET, BO, 2)


def ask_options():
    """options.pcapng: datagrams with IP options: Record Route with room for 9; Router Alert."""
    record_route = bytes([7, 39, 4]) + bytes(36) + b"\0"
    router_alert = bytes([148, 4, 0, 0])
    for options in (record_route, router_alert):
        ana = udp_socket(socket.AF_INET, ANA, CLIENT)
        ana.setsockopt(socket.IPPROTO_IP, socket.IP_OPTIONS, options)
        ana.sendto(b"with options", (BO, PORT))
        ana.recvfrom(65535)
        ana.close()


def serve_fragments():
    answer_datagrams(socket.AF_INET, BO, 1)


def ask_fragments():
    """fragments.pcapng: 3,200 bytes in one datagram, over a cable whose MTU is 1,500 bytes."""
    ana = udp_socket(socket.AF_INET, ANA, CLIENT)
    ana.setsockopt(socket.IPPROTO_IP, 10, 0)  # IP_MTU_DISCOVER: fragment here, do not set DF
    ana.sendto(bytes(i % 251 for i in range(3200)), (BO, PORT))
    ana.recvfrom(65535)


def serve_tcp(family=socket.AF_INET, address=BO):
    listener = socket.create_server((address, PORT), family=family)
    listener.settimeout(5)
    bo, _ = listener.accept()
    bo.sendall(bo.recv(100).upper())
    bo.recv(100)
    bo.close()


def ask_tcp(family=socket.AF_INET, address=BO):
    """tcp.pcapng: one connection, from its SYN to its last ACK, with a byte of urgent data."""
    ana = socket.socket(family)
    ana.settimeout(5)
    ana.connect((address, PORT))
    ana.sendall(b"hello")
    ana.recv(100)
    ana.send(b"!", socket.MSG_OOB)
    time.sleep(0.1)
    ana.close()


def ask_refused():
    """refused.pcapng: a SYN to a port where nobody listens, and an RST, which has no options."""
    with contextlib.suppress(ConnectionRefusedError):
        socket.create_connection((BO, PORT), 5)


def serve_ipv6():
    answer_datagrams(socket.AF_INET6, BO6, 2)
    serve_tcp(socket.AF_INET6, BO6)


def ask_ipv6():
    """ipv6.pcapng: neighbour discovery, two datagrams and their answers, a TCP connection."""
    ana = udp_socket(socket.AF_INET6, ANA6, CLIENT)
    for data in (b"hello", b"even"):
        ana.sendto(data, (BO6, PORT))
        ana.recvfrom(65535)
    time.sleep(0.5)
    ask_tcp(socket.AF_INET6, BO6)


def send_raw():
    """raw.pcapng: what two hosts on a veth do not do by themselves, sent by a raw socket (AF_PACKET).

    An ARP request and a datagram as a card sends them, filled up to 60 bytes, the second with padding
    that is not zero; datagrams with one and with two VLAN tags; an EtherType for experiments (88b5);
    IPv6 with an extension header before the UDP header.
    """
    raw = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
    raw.bind(("cable-ana", 0))
    ethernet = bytes.fromhex("02000000000b 02000000000a")
    ask = bytes.fromhex("0001 0800 06 04 0001 02000000000a c0000201 000000000000 c0000202")
    datagram = udp_in_ipv4(b"hello")
    tags = bytes.fromhex("8100 6064 8100 20c8 0800")
    extension = bytes.fromhex("11 00 01 04 00000000")  # Destination Options: nothing but padding
    segment = udp(b"behind an extension header", ipv6_pseudo_header)
    ipv6 = struct.pack("!IHBB", 0x6AB12345, len(extension + segment), 60, 7) + V6 + extension + segment
    for frame in (
        bytes.fromhex("ffffffffffff 02000000000a 0806") + ask + bytes(18),
        ethernet + b"\x08\x00" + datagram + b"PADDING IS THIS"[: 46 - len(datagram)],
        ethernet + bytes.fromhex("8100 b064 0800") + udp_in_ipv4(b"one tag, and padding to 60"[:14]) + bytes(4),
        ethernet + tags + udp_in_ipv4(b"two tags"),
        ethernet + b"\x88\xb5" + b"a protocol of our own".ljust(46, b"\0"),
        ethernet + b"\x86\xdd" + ipv6,
    ):
        raw.send(frame)


V6 = socket.inet_pton(socket.AF_INET6, ANA6) + socket.inet_pton(socket.AF_INET6, BO6)
V4 = socket.inet_aton(ANA) + socket.inet_aton(BO)


def checksum(data):
    words = struct.unpack(f"!{(len(data) + 1) // 2}H", data + b"\0" * (len(data) % 2))
    return 0xFFFF - (sum(words) % 0xFFFF or 0xFFFF)


def ipv4_pseudo_header(length):
    return V4 + struct.pack("!HH", 17, length)


def ipv6_pseudo_header(length):
    return V6 + struct.pack("!II", length, 17)


def udp(data, pseudo_header):
    header = struct.pack("!HHH", CLIENT, PORT, 8 + len(data))
    summed = checksum(pseudo_header(8 + len(data)) + header + b"\0\0" + data)
    return header + struct.pack("!H", summed or 0xFFFF) + data


def udp_in_ipv4(data):
    segment = udp(data, ipv4_pseudo_header)
    start = struct.pack("!BBHHHBB", 0x45, 0, 20 + len(segment), 0x1234, 0x4000, 64, 17)
    return start + struct.pack("!H", checksum(start + b"\0\0" + V4)) + V4 + segment


def main():
    tear_down()
    try:
        build()
        forget()
        capture("udp", lambda: pair("serve_udp", "ask_udp"), "arp or udp")
        capture("unchecked", lambda: pair("serve_unchecked", "ask_unchecked"), "udp")
        capture("options", lambda: pair("serve_options", "ask_options"), "udp")
        capture("fragments", lambda: pair("serve_fragments", "ask_fragments"), "ip")
        capture("tcp", lambda: pair("serve_tcp", "ask_tcp"), "tcp")
        capture("refused", lambda: inside(SPACES[0], "ask_refused").wait(), "tcp")
        forget()
        capture("ipv6", lambda: pair("serve_ipv6", "ask_ipv6"), "ip6")
        capture("raw", lambda: inside(SPACES[0], "send_raw").wait(),
                "ether src 02:00:00:00:00:0a")
    finally:
        tear_down()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        globals()[sys.argv[1]](*sys.argv[2:])
    else:
        main()
