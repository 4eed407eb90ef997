"""A client of the frame server: frame_client.py PORT

Sends each line of stdin as one frame, prints the payload of each frame that comes back as a line,
and sends FIN at the end of stdin.
"""

import socket
import struct
import sys
import threading


def recv_exactly(client, n):
    """Reads n bytes, however they were cut; fewer only where the other side's FIN comes first."""
    parts = []
    while n > 0 and (part := client.recv(min(n, 65536))):
        parts.append(part)
        n -= len(part)
    return b"".join(parts)


def recv_frame(client):
    """The payload of the next frame, or None at a FIN between two frames."""
    header = recv_exactly(client, 4)
    if not header:
        return None
    if len(header) == 4:
        (length,) = struct.unpack("!I", header)
        payload = recv_exactly(client, length)
        if len(payload) == length:
            return payload
    raise OSError("the stream ended inside a frame")


def send(client, lines):
    """Reading goes on meanwhile: a server that waits for us to read would else wait for ever."""
    try:
        for line in lines:
            payload = line.rstrip(b"\r\n")
            client.sendall(struct.pack("!I", len(payload)) + payload)
        client.shutdown(socket.SHUT_WR)
    except OSError as error:
        print(error, file=sys.stderr)


def main():
    try:
        client = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
        threading.Thread(target=send, args=(client, sys.stdin.buffer), daemon=True).start()
        while (payload := recv_frame(client)) is not None:
            sys.stdout.buffer.write(payload + b"\n")
            sys.stdout.buffer.flush()
    except OSError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
