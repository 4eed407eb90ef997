#!/usr/bin/env python3
"""Makes ../vectors.json from the captures: each segment as each end saw it, in the order of time.

    python3 make-vectors.py             needs tshark
"""

import json
import pathlib
import subprocess

HERE = pathlib.Path(__file__).parent
FLAGS = {"SYN": 0x02, "ACK": 0x10, "FIN": 0x01, "RST": 0x04}
FIELDS = "frame.time_epoch ip.src tcp.flags tcp.seq tcp.ack tcp.len".split()


def seen_at(end, file):
    words = ["tshark", "-r", str(file), "-o", "tcp.relative_sequence_numbers:FALSE", "-T", "fields"]
    for field in FIELDS:
        words += ["-e", field]
    lines = subprocess.run(words, check=True, capture_output=True, text=True).stdout.splitlines()
    for line in lines:
        time, source, flags, seq, ack, length = line.split("\t")
        yield float(time), {
            "at": end,
            "from": {"10.5.0.1": "A", "10.5.0.2": "B"}[source],
            "flags": [name for name, bit in FLAGS.items() if int(flags, 16) & bit],
            "seq": int(seq),
            "ack": int(ack),
            "length": int(length),
        }


vectors = {}
for file in sorted(HERE.glob("*-a.pcap")):
    name = file.name.removesuffix("-a.pcap")
    seen = [*seen_at("A", file), *seen_at("B", HERE / f"{name}-b.pcap")]
    vectors[name] = [segment for _, segment in sorted(seen, key=lambda pair: pair[0])]

# One segment a line, so that a change can be read.
conversations = [
    f'  {json.dumps(name)}: [\n' + ",\n".join(f"    {json.dumps(s)}" for s in segments) + "\n  ]"
    for name, segments in vectors.items()
]
(HERE.parent / "vectors.json").write_text("{\n" + ",\n".join(conversations) + "\n}\n")
