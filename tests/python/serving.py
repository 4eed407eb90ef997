"""What the servers of this folder share: a thread for each client, and reading to a length."""

import socket
import threading


def serve(converse):
    """Prints `port N`, then calls converse(connection) for each client, in a thread of its own."""
    server = socket.create_server(("127.0.0.1", 0))
    print("port", server.getsockname()[1], flush=True)
    while True:
        connection, _ = server.accept()
        threading.Thread(target=_run, args=(converse, connection), daemon=True).start()


def _run(converse, connection):
    with connection:
        try:
            converse(connection)
        except OSError:
            pass  # this client broke off; the others go on


def recv_exactly(connection, n):
    """Reads n bytes, however they were cut. None at a FIN before the first; EOFError at a later one."""
    parts = []
    missing = n
    while missing > 0:
        part = connection.recv(min(missing, 65536))
        if not part:
            if missing == n:
                return None
            raise EOFError(f"the stream ended after {n - missing} of {n} bytes")
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
