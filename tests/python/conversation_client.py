"""A client of the conversation server: conversation_client.py PORT

Hears the greeting, says each line of stdin, sends FIN, and prints all that the server says.
"""

import socket
import sys


def main():
    with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as client:
        heard = client.makefile("rb")
        sys.stdout.buffer.write(heard.readline())
        for line in sys.stdin.buffer:
            client.sendall(line)
        client.shutdown(socket.SHUT_WR)
        sys.stdout.buffer.write(heard.read())


if __name__ == "__main__":
    main()
