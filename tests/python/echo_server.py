"""An echo server: sends back what comes, and FIN after the client's FIN."""

from serving import serve


def converse(connection):
    while chunk := connection.recv(65536):
        connection.sendall(chunk)


if __name__ == "__main__":
    serve(converse)
