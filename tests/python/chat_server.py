"""A chat room over UDP: prints `port N`, then serves until it is ended."""

import collections
import socket

JOIN, SAY, LEAVE, WELCOME, SAID, REFUSED = 0x01, 0x02, 0x03, 0x11, 0x12, 0x13
LARGEST_DATAGRAM = 65507


class Member:
    def __init__(self, name):
        self.name = name
        self.heard = collections.deque(maxlen=64)


def is_valid(name):
    try:
        name.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return 1 <= len(name) <= 32


def join(members, address, name):
    """Returns the answer to JOIN, and changes who is in the room."""
    if not is_valid(name):
        return bytes([REFUSED]) + b"a name is 1 to 32 bytes of UTF-8"
    holder = next((a for a, member in members.items() if member.name == name), None)
    if holder not in (None, address):
        return bytes([REFUSED]) + b"that name is taken"
    if holder is None:
        members[address] = Member(name)
    return bytes([WELCOME])


def said(member, datagram):
    """Returns the SAID for a SAY, or None where it must not be passed on."""
    number, text = datagram[1:3], datagram[3:]
    answer = bytes([SAID]) + number + bytes([len(member.name)]) + member.name + text
    if len(answer) > LARGEST_DATAGRAM or number in member.heard:
        return None
    member.heard.append(number)
    return answer


def main():
    room = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    room.bind(("127.0.0.1", 0))
    print("port", room.getsockname()[1], flush=True)
    members = {}
    while True:
        datagram, address = room.recvfrom(65535)
        if not datagram or address[1] == 0:
            continue
        kind, member, answers = datagram[0], members.get(address), []
        if kind == JOIN:
            answers = [(address, join(members, address, datagram[1:]))]
        elif kind == SAY and member and len(datagram) >= 3:
            passed_on = said(member, datagram)
            if passed_on:
                answers = [(other, passed_on) for other in members if other != address]
        elif kind == LEAVE:
            members.pop(address, None)
        for other, answer in answers:
            try:
                room.sendto(answer, other)
            except OSError:
                pass  # one member who cannot be reached does not end the room


if __name__ == "__main__":
    main()
