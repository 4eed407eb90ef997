"""Writes vectors.json: how CPython writes IPv6 addresses, for each of the 256 ways in which the
eight groups of an address can be 0 or not.

    python3 grader/units/02-ipv6-addresses/vectors.py

The groups that are not 0 have one to four digits, by chance. IPv4-mapped addresses are not among
them: whether ipaddress writes those with dots depends on Python's version.
"""

import ipaddress
import json
import pathlib
import platform
import random

random.seed(2)


def group():
    return random.randrange(1, 16 ** random.randint(1, 4))


def row(pattern):
    groups = [0 if pattern >> (7 - i) & 1 else group() for i in range(8)]
    data = b"".join(value.to_bytes(2, "big") for value in groups)
    address = ipaddress.IPv6Address(data)
    assert address.ipv4_mapped is None
    return {"hex": data.hex(), "text": address.compressed}


lines = ",\n".join("    " + json.dumps(row(pattern)) for pattern in range(256))
python = json.dumps(f"{platform.python_implementation()} {platform.python_version()}")
target = pathlib.Path(__file__).with_name("vectors.json")
target.write_text(f'{{\n  "python": {python},\n  "written": [\n{lines}\n  ]\n}}\n')
