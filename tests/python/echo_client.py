"""A client of the echo server: echo_client.py PORT

Sends all of stdin, then FIN, and writes to stdout what comes back until the other side's FIN.
"""

import socket
import sys
import threading


def send(client, source):
    """Reading goes on meanwhile: a server that waits for us to read would else wait for ever."""
    try:
        while chunk := source.read1(65536):
            client.sendall(chunk)
        client.shutdown(socket.SHUT_WR)
    except OSError as error:
        print(error, file=sys.stderr)


def main():
    try:
        client = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
        threading.Thread(target=send, args=(client, sys.stdin.buffer), daemon=True).start()
        while chunk := client.recv(65536):
            sys.stdout.buffer.write(chunk)
            sys.stdout.buffer.flush()
    except OSError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
