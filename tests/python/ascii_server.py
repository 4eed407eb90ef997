"""Messages behind four ASCII digits: answers each text with the text in upper case."""

from serving import recv_exactly, serve


def recv_message(connection):
    """The next text, or None at a FIN between two messages."""
    header = recv_exactly(connection, 4)
    if header is None:
        return None
    if not (header.isdigit() and header.isascii()):
        raise OSError(f"{header!r} is no length")
    length = int(header)
    body = recv_exactly(connection, length) if length > 0 else b""
    if body is None:
        raise EOFError("the stream ended behind a header")
    return body.decode()


def encode_message(text):
    body = text.encode()
    if len(body) > 9999:
        raise ValueError(f"{len(body)} bytes do not fit into four digits")
    return b"%04d" % len(body) + body


def converse(connection):
    while (text := recv_message(connection)) is not None:
        connection.sendall(encode_message(text.upper()))


if __name__ == "__main__":
    serve(converse)
