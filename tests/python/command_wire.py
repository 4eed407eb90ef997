"""The bytes of unit 13: a length of four bytes, a header in JSON, and what its sizes announce."""

import hashlib
import json
import struct

from serving import recv_exactly


def encode_header(fields):
    header = json.dumps(fields, ensure_ascii=False).encode()
    return struct.pack("!I", len(header)) + header


def recv_header(connection):
    """The fields of the next header, or None at a FIN before it."""
    prefix = recv_exactly(connection, 4)
    if prefix is None:
        return None
    return json.loads(recv_exactly(connection, struct.unpack("!I", prefix)[0]))


def digest(stdout, stderr):
    return hashlib.sha256(stdout + stderr).hexdigest()
