import { bothValues, type Cause, type Evidence } from '../../vocabulary.ts';

/** The verdict on a checksum that differs, and which. */
function judged(evidence: Evidence): {
  layer?: string | number | boolean | undefined;
  ipv6?: string | number | boolean | undefined;
  expected?: unknown;
  received?: unknown;
} {
  const { kind, layer, ipv6 } = evidence.facts ?? {};
  return kind === 'verdict' ? { layer, ipv6, ...bothValues(evidence) } : {};
}

export const checksumNotVerified: Cause = {
  id: 'checksum-not-verified',
  explain({ facts }) {
    const { kind, layer, covered, threw } = facts ?? {};
    if (kind !== 'flip' || covered !== true || threw === true) return undefined;
    const whose = layer === 'ipv4' ? 'IPv4’s header checksum' : 'The checksum of UDP or TCP';
    return `${whose} covers this byte and does not fit any more, but your layers do not say so.`;
  },
};

export const zeroInIpv6: Cause = {
  id: 'absent-in-ipv6',
  explain(evidence) {
    const { layer, ipv6, expected, received } = judged(evidence);
    if (layer !== 'udp' || ipv6 !== true) return undefined;
    if (expected !== 'wrong' || received !== 'absent') return undefined;
    return 'Over IPv4, a field of 0 says that there is no checksum. Over IPv6 UDP must have one: IP itself checks nothing there.';
  },
};

export const noPseudoHeaderRead: Cause = {
  id: 'pseudo-header-not-summed',
  explain(evidence) {
    const { layer, expected, received } = judged(evidence);
    if (layer !== 'udp' && layer !== 'tcp') return undefined;
    if (expected !== 'ok' || received !== 'wrong') return undefined;
    const name = layer.toUpperCase();
    return `This checksum is right, and covers more than the ${name} header and the data: the pseudo-header comes first, with both IP addresses, the protocol, and the length of ${name} header and data.`;
  },
};

export const fieldSummed: Cause = {
  id: 'checksum-field-not-zeroed',
  explain(evidence) {
    const { layer, expected, received } = judged(evidence);
    if (layer !== 'ipv4' || expected !== 'ok' || received !== 'wrong') return undefined;
    return 'This header is right: over its bytes as they stand, internetChecksum gives 0. Only over a header whose checksum field is zeroed first does it give the value of that field.';
  },
};

export const zeroNotAbsent: Cause = {
  id: 'zero-not-absent',
  next: 'What does a UDP sender in IPv4 write into the field where it makes no checksum?',
  explain(evidence) {
    const { layer, expected, received } = judged(evidence);
    if (layer !== 'udp' || expected !== 'absent' || received === 'absent') return undefined;
    return 'The field of this checksum is 0. In UDP over IPv4 that says that the sender made none: there is nothing to compare with.';
  },
};

export const fragmentJudged: Cause = {
  id: 'fragment-judged',
  next: 'Which bytes does this checksum cover, and in how many packets do they come?',
  explain(evidence) {
    const { expected, received } = judged(evidence);
    if (expected !== 'unverified' || typeof received !== 'string') return undefined;
    return `More fragments follow this one, so a part of the datagram is not here, and nothing can be said of its checksum: rule 9 has 'unverified', whatever stands in the field.`;
  },
};

export const paddingSummed: Cause = {
  id: 'padding-summed',
  next: 'Where does this packet end, and which length says so?',
  explain(evidence) {
    const { expected, received } = judged(evidence);
    const { padding } = evidence.facts ?? {};
    if (expected !== 'ok' || received !== 'wrong' || Number(padding) <= 0) return undefined;
    return `${padding} bytes of padding stand behind this packet, and frames without any were judged rightly. What is behind the end of the packet is not covered by its checksum.`;
  },
};
