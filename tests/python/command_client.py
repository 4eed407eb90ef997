"""A client of the command server: command_client.py PORT COMMAND [ARGUMENT …]

Prints what the command printed, on the same streams, and ends with its exit status.
"""

import socket
import sys

from command_wire import digest, encode_header, recv_header
from serving import recv_exactly


def main():
    port, command, *args = sys.argv[1:]
    with socket.create_connection(("127.0.0.1", int(port))) as client:
        client.sendall(encode_header({"command": command, "args": args}))
        reply = recv_header(client)
        if "error" in reply:
            sys.exit(reply["error"])
        sizes = reply["stdout"], reply["stderr"]
        stdout, stderr = (recv_exactly(client, n) if n > 0 else b"" for n in sizes)
    if digest(stdout, stderr) != reply["sha256"]:
        sys.exit("the digest is of something else")
    sys.stdout.buffer.write(stdout)
    sys.stderr.buffer.write(stderr)
    sys.exit(reply["status"])


if __name__ == "__main__":
    main()
