"""A client of messages behind four ASCII digits: ascii_client.py PORT

Sends each line of stdin as one message, then FIN, and prints each text that comes as a line.
"""

import socket
import sys

from ascii_server import encode_message, recv_message


def main():
    with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as client:
        for line in sys.stdin.buffer:
            client.sendall(encode_message(line.decode().rstrip("\n")))
        client.shutdown(socket.SHUT_WR)
        while (text := recv_message(client)) is not None:
            sys.stdout.buffer.write(text.encode() + b"\n")


if __name__ == "__main__":
    main()
