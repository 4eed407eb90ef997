"""Writes vectors.json: what CPython's own struct makes of formats and values.

    python3 grader/units/12-struct-packing/vectors.py

Each list holds one vector a line. Values that JSON cannot carry are objects: {"bigint": "…"} for
every integer of eight bytes, {"bytes": "hex"}, {"float": "nan" | "-0" | "inf" | "-inf"}.
"""

import contextlib
import itertools
import json
import math
import pathlib
import platform
import random
import struct

random.seed(12)
INTEGERS = {"b": (1, True), "B": (1, False), "h": (2, True), "H": (2, False),
            "i": (4, True), "I": (4, False), "l": (4, True), "L": (4, False),
            "q": (8, True), "Q": (8, False)}
NATIVE = {**INTEGERS, "l": (8, True), "L": (8, False), "n": (8, True), "N": (8, False)}
FLOATS = {"e": [0.0, -0.0, 1.0, -2.5, 0.1, 65504.0, 65519.0, 2.0 ** -14, 2.0 ** -24, 2.0 ** -25,
                3 * 2.0 ** -25, 2.0 ** -14 - 2.0 ** -25, 1 + 2.0 ** -11, 1 + 3 * 2.0 ** -11,
                1023.75, 2047.5,
                # Rounded to 32 bits first, each of these would lie on the middle of two neighbours.
                2049.0000000001, 2051 - 2.0 ** -40, -(2.0 ** -25) * (1 + 2.0 ** -40),
                65520 - 2.0 ** -37],
          "f": [0.0, -0.0, 1.0, -1.5, 0.1, 3.14159265358979, 3.4028234663852886e38, 2.0 ** -149,
                2.0 ** -150, 2.0 ** -126, 16777217.0, 1e-40, -123456.789,
                # Larger than the largest one, and still nearer to it than to what would be next.
                3.4028235e38, math.nextafter(-(2.0 ** 128 - 2.0 ** 103), 0)],
          "d": [0.0, -0.0, 1.0, 0.1, -1e300, 5e-324, 1.7976931348623157e308, 3.141592653589793]}
SPECIAL = [math.nan, math.inf, -math.inf]


def eight_bytes(code, order):
    return code in "qQnN" or (code in "lL" and order in ("", "@"))


def codes_of(format):
    """The code of each value that a format takes."""
    order = format[0] if format[:1] and format[0] in "@=<>!" else ""
    digits, codes = "", []
    for character in format[len(order):]:
        if character.isdigit():
            digits += character
        elif not character.isspace():
            count = int(digits) if digits else 1
            repeated = 1 if character in "sp" else 0 if character == "x" else count
            codes += [character] * repeated
            digits = ""
    return order, codes


def encode(value, code, order):
    if isinstance(value, bool):
        return value
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, int):
        return {"bigint": str(value)} if eight_bytes(code, order) else value
    if math.isnan(value):
        return {"float": "nan"}
    if math.isinf(value):
        return {"float": "inf" if value > 0 else "-inf"}
    return {"float": "-0"} if value == 0 and math.copysign(1, value) < 0 else value


def encode_all(values, format):
    order, codes = codes_of(format)
    return [encode(value, code, order) for value, code in zip(values, codes, strict=True)]


def packed(format, *values):
    data = struct.pack(format, *values)
    return {"format": format, "values": encode_all(values, format), "hex": data.hex(),
            "unpacked": encode_all(struct.unpack(format, data), format)}


def limits(size, signed):
    most = 2 ** (8 * size - signed) - 1
    least = -most - 1 if signed else 0
    values = [least, most, 0, 1, least + 1, random.randint(least, most)]
    return values + [-1, -2] if signed else values


def integers():
    for order in ["", "@", "=", "<", ">", "!"]:
        codes = NATIVE if order in ("", "@") else INTEGERS
        for code, (size, signed) in codes.items():
            yield from (packed(order + code, value) for value in limits(size, signed))


def floats():
    for order, (code, values) in itertools.product(["@", "<", ">", "!", "="], FLOATS.items()):
        yield from (packed(order + code, value) for value in values + SPECIAL)


def values_for(format):
    order, codes = codes_of(format)
    made = {"c": b"z", "?": True, "e": 1.5, "f": -2.5, "d": 0.1, "s": b"abc", "p": b"abc"}
    sizes = NATIVE if order in ("", "@") else INTEGERS
    return [made[code] if code in made else random.choice(limits(*sizes[code])) for code in codes]


def layouts():
    singles = "bHiqdfe?"
    formats = ["".join(pair) for pair in itertools.product(singles, repeat=2)]
    formats += ["BIH", "bqb", "bdb", "xxi", "x3xq", "c?h", "bhilq", "3bH", "3Hb", "2i3q",
                "b0i", "b0q", "i0h", "0ib", "b0ib", "hx", "5sI", "I5s", "5sq", "3pH", "B n", "B N",
                "l b l", "L b L", "?d", "b e b", "be0d"]
    # Behind one byte, and with none of its values, every code shows its own alignment.
    formats += [f"b{count}{code}b" for code in "xcbB?hHiIlLqQnNefdsp" for count in ("", 0)
                if count == "" or code != "p"]  # CPython does not cope with 0p
    for format in formats:
        for order in ["", "@", "<", ">"]:
            if order in "<>" and order and set("nN") & set(format):
                continue
            yield packed(order + format, *values_for(order + format))
    formats = ["".join(triple) for triple in itertools.product("bhid", repeat=3)]
    formats += ["! i", ">  2h\t3b", "< \n B H I", "=\fhh", " i", "b h", "@ h", "!i\v", ">h \r\n"]
    for format in formats:
        yield packed(format, *values_for(format))


def strings():
    yield from (packed(">3s", value) for value in [b"abc", b"", b"a", b"abcdef", b"\x00\xff"])
    yield from (packed(order + "s", b"xy") for order in "@<")
    yield packed(">0s", b"abc")
    yield packed(">0sB", b"", 7)
    yield packed(">2c", b"a", b"\xff")
    yield packed(">0c")
    yield packed(">3H", 1, 2, 3)
    yield packed(">2?", True, False)
    yield packed(">4x")
    yield packed("<2s2s", b"ab", b"cdef")
    yield from (packed(">4p", value) for value in [b"abc", b"", b"ab", b"abcdef"])
    yield packed(">1p", b"abc")
    yield packed("300p", b"a" * 280)
    yield packed("300s", bytes(range(256)))
    yield packed("256p", b"b" * 300)


def unpacked():
    for format, data in [(">?", b"\x02"), (">3?", b"\x00\x80\xff"), (">4p", b"\x09abc"),
                         (">4p", b"\x02abc"), (">1p", b"\x05"), (">2xB", b"\xee\xee\x07"),
                         ("@b3xi", b"\x01\xee\xee\xee\x02\x00\x00\x00"), (">e", b"\x7c\x01"),
                         (">f", b"\x7f\xc0\x00\x01"), (">d", b"\x7f\xf0\x00\x00\x00\x00\x00\x01")]:
        values = struct.unpack(format, data)
        yield {"format": format, "hex": data.hex(), "unpacked": encode_all(values, format)}


def sizes():
    formats = ["", "@", "<", "@BIH", ">BIH", "@bq", "@qb", ">qb", "@l", "<l", "=l", "=L", "@n",
               "@N", "x", "0x", "0s", "0p", "0c", "b0i", "<b0i", "bxxi", "i3b", "10s", "300p",
               "2147483647s", "1000h", "@b 2h 3i 4q", "00004h"]
    return [{"format": format, "size": struct.calcsize(format)} for format in formats]


REFUSED = {
    "no such code": ["z", "a", "(", "\u00e9"],
    "the order is one character, and the first": ["i!", "<>i", "@@i", "P!", " <i", "\n@i"],
    "a count stands before a code": ["3", "i3"],
    "nothing stands between a count and its code": ["2 h"],
    "n and N are native": ["<n", ">N", "=n", "!N"],
    "a count is made of the digits 0 to 9": ["-1i", "+2i", "1.5i", "\u0663h"],
    "white space is ASCII": ["i\u00a0i", "\u00a0i"],
    "more than 2**31 - 1 bytes": ["9999999999999999999s", "9999999999999999999i", "9" * 29 + "x"],
}


def refused():
    """Formats that struct refuses, too: TypeError."""
    for why, formats in REFUSED.items():
        for format in formats:
            with refusal(format):
                struct.calcsize(format)
            yield {"format": format, "why": why, "error": "TypeError"}


def refused_values():
    """Values that struct refuses, too: beyond the range RangeError, else TypeError."""
    for order in ["@", "=", "<", ">", "!"]:
        for code, (size, signed) in (NATIVE if order == "@" else INTEGERS).items():
            least, most = limits(size, signed)[:2]
            for value in [least - 1, most + 1]:
                yield refused_value(order + code, [value], f"{least} to {most}", "RangeError")
    for order in ["<", ">"]:  # @f writes infinity
        for code, most in [("e", 65520.0), ("f", 2.0 ** 128 - 2.0 ** 103)]:
            for value in [most, -most, 1e40]:
                yield refused_value(order + code, [value], "too large", "RangeError")
    for format, values, why in [
        (">c", [b""], "one byte"), (">c", [b"ab"], "one byte"), (">c", [7], "bytes"),
        (">3s", [7], "bytes"), (">3p", [7], "bytes"), (">i", [b"a"], "a number"),
        (">f", [b"a"], "a number"), (">h", [], "one value"), (">h", [1, 2], "one value"),
        (">2h", [1], "two values"), (">x", [0], "no value"), (">0c", [b"a"], "no value"),
        (">0s", [], "one value"), (">0p", [], "one value"), ("", [1], "no value"),
    ]:
        yield refused_value(format, values, why, "TypeError")


def refused_value(format, values, why, error):
    with refusal(format):
        struct.pack(format, *values)
    order, codes = codes_of(format)
    encoded = [encode(value, code, order)
               for value, code in itertools.zip_longest(values, codes[:len(values)], fillvalue="i")]
    return {"format": format, "values": encoded, "why": why, "error": error}


@contextlib.contextmanager
def refusal(format):
    try:
        yield
    except (struct.error, OverflowError, UnicodeError):
        return
    raise AssertionError(f"{format} was not refused")


def main():
    groups = {"integers": integers(), "floats": floats(), "layouts": layouts(),
              "strings": strings(), "unpacked": unpacked(), "sizes": sizes(),
              "refused": refused(), "refusedValues": refused_values()}
    version = f"{platform.python_implementation()} {platform.python_version()}"
    lines = [f'"python": {json.dumps(version)}']
    for name, vectors in groups.items():
        rows = ",\n".join("    " + json.dumps(vector) for vector in vectors)
        lines.append(f'"{name}": [\n{rows}\n  ]')
    text = "{\n  " + ",\n  ".join(lines) + "\n}\n"
    json.loads(text)
    pathlib.Path(__file__).with_name("vectors.json").write_text(text)


main()
