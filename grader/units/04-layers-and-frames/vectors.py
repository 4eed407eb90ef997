"""Writes vectors.json: the frames in captures/, and what tshark says of each, field by field.

    python3 grader/units/04-layers-and-frames/vectors.py

It takes tshark. Each frame is one line: where it was captured, its bytes in hex, and its layers from
the outside to the inside, with the names that the lesson gives to tshark's fields. Bytes are
{"bytes": "hex"}.
"""

import ipaddress
import json
import pathlib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
SETTINGS = {"ip.check_checksum": "TRUE", "udp.check_checksum": "TRUE", "tcp.check_checksum": "TRUE",
            "ip.defragment": "FALSE", "tcp.relative_sequence_numbers": "FALSE",
            "tcp.desegment_tcp_streams": "FALSE",
            "udp.ignore_ipv6_zero_checksum": "FALSE"}
VERDICTS = {"0": "wrong", "1": "ok", "2": "unverified", "3": "absent"}


def dissect(file):
    """tshark's packets, each a list of (protocol, fields); a field's value is what tshark shows."""
    command = ["tshark", "-r", str(file), "-T", "json", "-x", "--no-duplicate-keys"]
    for name, value in SETTINGS.items():
        command += ["-o", f"{name}:{value}"]
    output = subprocess.run(command, capture_output=True, check=True).stdout
    return [packet["_source"]["layers"] for packet in json.loads(output)]


def raw(layer, name):
    """The bytes of a field, as hex."""
    field = layer.get(name + "_raw")
    return field[0] if field else ""


def number(layer, name):
    """The number in a field, from its bits as tshark cuts them out."""
    value = layer[name]
    return int(value, 16) if value.startswith("0x") else int(value)


def flag(layer, name):
    return layer[name] in ("1", "True", True)


def verdict(layer, protocol):
    # Of a first fragment, tshark says nothing: it has not seen all that the checksum covers.
    status = {**layer.get(f"{protocol}.checksum_tree", {}), **layer}
    return VERDICTS[status.get(f"{protocol}.checksum.status", "2")]


def full(address):
    return ipaddress.IPv6Address(address).exploded


def bytes_of(text):
    return {"bytes": text}


def ethernet(layer):
    return {"layer": "ethernet", "destination": layer["eth.dst"], "source": layer["eth.src"],
            "etherType": number(layer, "eth.type")}


def tag(layer):
    return {"layer": "vlan", "priority": number(layer, "vlan.priority"),
            "dropEligible": flag(layer, "vlan.dei"), "id": number(layer, "vlan.id"),
            "etherType": number(layer, "vlan.etype")}


def arp(layer):
    return {"layer": "arp", "operation": number(layer, "arp.opcode"),
            "senderMac": layer["arp.src.hw_mac"], "senderAddress": layer["arp.src.proto_ipv4"],
            "targetMac": layer["arp.dst.hw_mac"], "targetAddress": layer["arp.dst.proto_ipv4"]}


def ipv4(ip, header):
    flags = ip["ip.flags_tree"]
    return {"layer": "ipv4", "typeOfService": number(ip, "ip.dsfield"),
            "totalLength": number(ip, "ip.len"), "identification": number(ip, "ip.id"),
            "dontFragment": flag(flags, "ip.flags.df"), "moreFragments": flag(flags, "ip.flags.mf"),
            "fragmentOffset": 8 * number(ip, "ip.frag_offset"), "ttl": number(ip, "ip.ttl"),
            "protocol": number(ip, "ip.proto"), "checksum": verdict(ip, "ip"),
            "source": ip["ip.src"], "destination": ip["ip.dst"],
            "options": bytes_of(header[40:])}


def ipv6(ip):
    return {"layer": "ipv6", "trafficClass": number(ip, "ipv6.tclass"),
            "flowLabel": number(ip, "ipv6.flow"), "payloadLength": number(ip, "ipv6.plen"),
            "nextHeader": number(ip, "ipv6.nxt"), "hopLimit": number(ip, "ipv6.hlim"),
            "source": full(ip["ipv6.src"]), "destination": full(ip["ipv6.dst"])}


def udp(layer):
    return {"layer": "udp", "sourcePort": number(layer, "udp.srcport"),
            "destinationPort": number(layer, "udp.dstport"), "length": number(layer, "udp.length"),
            "checksum": verdict(layer, "udp")}


def tcp(layer):
    return {"layer": "tcp", "sourcePort": number(layer, "tcp.srcport"),
            "destinationPort": number(layer, "tcp.dstport"), "sequence": number(layer, "tcp.seq"),
            "acknowledgment": number(layer, "tcp.ack"),
            "flags": number(layer, "tcp.flags") & 0xFF,
            "window": number(layer, "tcp.window_size_value"), "checksum": verdict(layer, "tcp"),
            "urgentPointer": number(layer, "tcp.urgent_pointer"),
            "options": bytes_of(raw(layer, "tcp.options"))}


def carried(layers, hexes):
    """The payload: what the innermost length says, without the padding that tshark sets apart."""
    if "udp" in layers and "udp.dstport" in layers["udp"]:
        return raw(layers["udp"], "udp.payload")
    if "tcp" in layers:
        return raw(layers["tcp"], "tcp.payload")
    if "ip" in layers:
        return raw(layers, "data")
    if "ipv6" in layers:
        start = hexes.index(raw(layers, "ipv6")[:80]) + 80
        return hexes[start:start + 2 * number(layers["ipv6"], "ipv6.plen")]
    return hexes[28:]


def frame_of(name, index, layers):
    hexes = raw(layers, "frame")
    found = [ethernet(layers["eth"])]
    vlans = layers.get("vlan", [])
    found += [tag(vlan) for vlan in (vlans if isinstance(vlans, list) else [vlans])]
    if "arp" in layers:
        found.append(arp(layers["arp"]))
    if "ip" in layers:
        found.append(ipv4(layers["ip"], raw(layers, "ip")))
    if "ipv6" in layers:
        found.append(ipv6(layers["ipv6"]))
    # An extension header and what is behind it are payload here, though tshark reads on.
    behind_extension = "ipv6" in layers and found[-1]["nextHeader"] not in (6, 17)
    if not behind_extension:
        found += [one(layers[key]) for key, one in (("udp", udp), ("tcp", tcp)) if key in layers]
    else:
        layers = {key: value for key, value in layers.items() if key not in ("udp", "udp_raw")}
    if "arp" not in layers:
        found.append({"layer": "payload", "bytes": bytes_of(carried(layers, hexes))})
    return {"from": f"{name}.pcapng, frame {index}", "hex": hexes, "layers": found}


def main():
    frames = [frame_of(file.stem, index, layers)
              for file in sorted((HERE / "captures").glob("*.pcapng"))
              for index, layers in enumerate(dissect(file), 1)]
    version = subprocess.run(["tshark", "--version"], capture_output=True, check=True).stdout
    lines = ",\n".join("    " + json.dumps(frame) for frame in frames)
    head = json.dumps({"by": version.decode().splitlines()[0]})[:-1]
    (HERE / "vectors.json").write_text(f'{head}, "frames": [\n{lines}\n]}}\n')
    print(len(frames), "frames")


if __name__ == "__main__":
    main()
