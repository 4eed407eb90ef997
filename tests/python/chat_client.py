"""A member of the chat: chat_client.py PORT NAME

Joins, sends each line of stdin as a SAY, prints `name: text` for each SAID, and leaves at the
end of stdin or at a line that is Q or q.
"""

import collections
import os
import socket
import sys
import threading

JOIN, SAY, LEAVE, WELCOME, SAID, REFUSED = 0x01, 0x02, 0x03, 0x11, 0x12, 0x13


def join(member, name):
    """Asks up to five times; what arrives before the answer but is none is passed over."""
    member.settimeout(0.2)
    for _ in range(5):
        try:
            member.send(bytes([JOIN]) + name)
            while True:
                datagram = member.recv(65535)
                if datagram[:1] == bytes([WELCOME]):
                    member.settimeout(None)
                    return
                if datagram[:1] == bytes([REFUSED]):
                    sys.exit("refused: " + datagram[1:].decode("utf-8", "replace"))
        except ConnectionRefusedError:
            sys.exit("nobody listens there")
        except socket.timeout:
            continue
    sys.exit("no answer to 5 JOINs")


def hear(member):
    heard = collections.defaultdict(lambda: collections.deque(maxlen=64))
    while True:
        try:
            datagram = member.recv(65535)
        except ConnectionRefusedError:
            continue  # the server has gone, and may come back
        except OSError:
            return  # we have left
        if len(datagram) < 4 or datagram[0] != SAID or len(datagram) < 4 + datagram[3]:
            continue
        name, text = datagram[4 : 4 + datagram[3]], datagram[4 + datagram[3] :]
        copy = datagram[1:3] + text
        if copy in heard[name]:
            continue
        heard[name].append(copy)
        line = f"{name.decode('utf-8', 'replace')}: {text.decode('utf-8', 'replace')}\n"
        os.write(sys.stdout.fileno(), line.encode("utf-8"))


def main():
    port, name = int(sys.argv[1]), os.fsencode(sys.argv[2])
    member = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    member.connect(("127.0.0.1", port))  # from here on only the server's datagrams arrive
    join(member, name)
    threading.Thread(target=hear, args=(member,), daemon=True).start()
    for number, line in enumerate(sys.stdin.buffer):
        text = line.rstrip(b"\r\n")
        if text in (b"Q", b"q"):
            break
        try:
            member.send(bytes([SAY]) + (number % 65536).to_bytes(2, "big") + text)
        except OSError as error:
            print(error, file=sys.stderr)
    try:
        member.send(bytes([LEAVE]))
    except OSError:
        pass  # the server has gone before us


if __name__ == "__main__":
    main()
