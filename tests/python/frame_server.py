"""Frames behind four bytes of length: answers each with its bytes in reverse order."""

import struct

from serving import recv_exactly, serve


def converse(connection):
    while header := recv_exactly(connection, 4):
        (length,) = struct.unpack("!I", header)
        payload = recv_exactly(connection, length) if length > 0 else b""
        connection.sendall(header + payload[::-1])


if __name__ == "__main__":
    serve(converse)
