"""Greets each client with 你好, answers each line X with `你好, X`, and `exit` with 再见 and FIN."""

import socket

from serving import serve


def converse(connection):
    connection.sendall("你好\n".encode())
    for line in connection.makefile("rb"):
        if not line.endswith(b"\n"):
            break
        if line == b"exit\n":
            connection.sendall("再见\n".encode())
            break
        connection.sendall("你好, ".encode() + line)
    connection.shutdown(socket.SHUT_WR)
    while connection.recv(65536):
        pass


if __name__ == "__main__":
    serve(converse)
