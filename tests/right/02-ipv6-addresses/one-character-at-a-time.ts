// Right: a state machine that looks at each character once, as inet_pton does in C

export type Ipv6Kind =
  | 'unspecified'
  | 'loopback'
  | 'ipv4-mapped'
  | 'link-local'
  | 'unique-local'
  | 'multicast'
  | 'documentation'
  | 'global'
  | 'reserved';

const COLON = 58;
const DOT = 46;

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 97 && code <= 102) return code - 87;
  if (code >= 65 && code <= 70) return code - 55;
  return -1;
}

/** Reads a dotted quad that fills the text from `at` on, or gives undefined. */
function quad(text: string, at: number): number[] | undefined {
  const out: number[] = [];
  let value = -1;
  let digits = 0;
  for (let i = at; i <= text.length; i += 1) {
    const code = i === text.length ? DOT : text.charCodeAt(i);
    if (code === DOT) {
      if (digits === 0 || value > 255) return undefined;
      out.push(value);
      value = -1;
      digits = 0;
    } else {
      if (code < 48 || code > 57 || (digits > 0 && value === 0)) return undefined;
      value = (digits === 0 ? 0 : value) * 10 + code - 48;
      digits += 1;
      if (digits > 3) return undefined;
    }
  }
  return out.length === 4 ? out : undefined;
}

export function parseIpv6(text: string): Uint8Array {
  const fail = (why: string): never => {
    throw new TypeError(`${JSON.stringify(text)}: ${why}`);
  };
  const out: number[] = [];
  let gap = -1;
  let i = 0;
  if (text.startsWith('::')) {
    gap = 0;
    i = 2;
  }
  while (i < text.length) {
    const start = i;
    let value = 0;
    for (let d = hexDigit(text.charCodeAt(i)); d >= 0; d = hexDigit(text.charCodeAt(i))) {
      value = value * 16 + d;
      i += 1;
      if (i - start > 4) fail('a fifth digit');
      if (i === text.length) break;
    }
    if (i < text.length && text.charCodeAt(i) === DOT) {
      out.push(...(quad(text, start) ?? fail('no IPv4 address')));
      i = text.length;
      break;
    }
    if (i === start) fail(text[i] === '%' ? 'unexpected zone' : `unexpected ${text[i]}`);
    out.push(value >> 8, value & 255);
    if (i === text.length) break;
    if (text[i] === '%') fail('a zone id cannot be kept');
    if (text.charCodeAt(i) !== COLON) fail(`unexpected ${text[i]}`);
    i += 1;
    if (text.charCodeAt(i) === COLON) {
      if (gap >= 0) fail('a second gap');
      gap = out.length;
      i += 1;
    } else if (i === text.length) {
      fail('it ends in a colon');
    }
  }
  if (gap < 0 ? out.length !== 16 : out.length > 14) fail('the wrong number of groups');
  const bytes = new Uint8Array(16);
  const cut = gap < 0 ? out.length : gap;
  bytes.set(out.slice(0, cut), 0);
  bytes.set(out.slice(cut), 16 - (out.length - cut));
  return bytes;
}

export function formatIpv6(bytes: Uint8Array): string {
  if (bytes.length !== 16) throw new RangeError('16 bytes');
  const at = (i: number) => bytes[i] ?? 0;
  let mapped = at(10) === 255 && at(11) === 255;
  for (let i = 0; i < 10; i += 1) mapped &&= at(i) === 0;
  const last = mapped ? 6 : 8;
  let best = -1;
  let most = 1;
  for (let i = 0, run = 0; i < last; i += 1) {
    run = at(2 * i) === 0 && at(2 * i + 1) === 0 ? run + 1 : 0;
    if (run > most) {
      most = run;
      best = i - run + 1;
    }
  }
  let text = '';
  for (let i = 0; i < last; i += 1) {
    if (i === best) {
      text += '::';
      i += most - 1;
      continue;
    }
    if (text !== '' && !text.endsWith(':')) text += ':';
    text += ((at(2 * i) << 8) | at(2 * i + 1)).toString(16);
  }
  if (mapped) text += `:${at(12)}.${at(13)}.${at(14)}.${at(15)}`;
  return text;
}

export function ipv6Kind(text: string): Ipv6Kind {
  const bytes = parseIpv6(text);
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  const first = bytes.findIndex((byte) => byte !== 0);
  switch (true) {
    case first === -1:
      return 'unspecified';
    case first === 15 && bytes[15] === 1:
      return 'loopback';
    case first === 10 && bytes[10] === 255 && bytes[11] === 255:
      return 'ipv4-mapped';
    case a === 0xff:
      return 'multicast';
    case (a & 0xfe) === 0xfc:
      return 'unique-local';
    case a === 0xfe && b >> 6 === 2:
      return 'link-local';
    case a === 0x20 && b === 1 && c === 0x0d && d === 0xb8:
    case a === 0x3f && b === 0xff && c < 16:
      return 'documentation';
    case a >> 5 === 1:
      return 'global';
    default:
      return 'reserved';
  }
}
