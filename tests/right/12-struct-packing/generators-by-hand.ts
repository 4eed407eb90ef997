// Right: generators, and every bit worked out by hand

export type StructValue = number | bigint | boolean | Uint8Array;

type Kind = 'integer' | 'float' | 'boolean' | 'byte' | 'string' | 'pascal' | 'skip';
type Part = { kind: Kind; size: number; signed: boolean; count: number };

const KINDS: [letters: string, kind: Kind, standard: number, native: number][] = [
  ['x', 'skip', 1, 1],
  ['c', 'byte', 1, 1],
  ['bB', 'integer', 1, 1],
  ['?', 'boolean', 1, 1],
  ['hH', 'integer', 2, 2],
  ['iI', 'integer', 4, 4],
  ['lL', 'integer', 4, 8],
  ['qQ', 'integer', 8, 8],
  ['nN', 'integer', 0, 8],
  ['e', 'float', 2, 2],
  ['f', 'float', 4, 4],
  ['d', 'float', 8, 8],
  ['s', 'string', 1, 1],
  ['p', 'pascal', 1, 1],
];
const FLOATS: Record<number, [exponentBits: number, fractionBits: number]> = {
  2: [5, 10],
  4: [8, 23],
  8: [11, 52],
};

const isNative = (format: string): boolean => /^(?![=<>!])/.test(format);
const isBig = (format: string): boolean => format[0] === '>' || format[0] === '!';

function refuse(expected: string, received: unknown): never {
  throw new TypeError(`expected ${expected} but received ${String(received)}`);
}

/** The parts of a format, with the padding before them as parts of their own. */
function* partsOf(format: string): Generator<Part, void, void> {
  const native = isNative(format);
  let offset = 0;
  let at = /^[@=<>!]/.test(format) ? 1 : 0;
  while (at < format.length) {
    if (' \t\n\v\f\r'.includes(format.charAt(at))) {
      at += 1;
      continue;
    }
    const start = at;
    while (format.charCodeAt(at) >= 48 && format.charCodeAt(at) <= 57) at += 1;
    const count = at > start ? Number(format.slice(start, at)) : 1;
    const letter = format.charAt(at);
    at += 1;
    const found = KINDS.find(([letters]) => letter !== '' && letters.includes(letter));
    const size = found?.[native ? 3 : 2] ?? 0;
    if (!found || size === 0) refuse(`a code at ${at - 1} of "${format}"`, letter || 'its end');
    const gap = native ? (size - (offset % size)) % size : 0;
    offset += gap + count * size;
    if (offset > 0x7fff_ffff) refuse('a size below 2 ** 31', offset);
    if (gap > 0) yield { kind: 'skip', size: 1, signed: false, count: gap };
    yield { kind: found[1], size, signed: letter >= 'a', count };
  }
}

/** The bytes of an integer that is not negative, in the order asked for. */
function* bytesOf(bits: bigint, size: number, big: boolean): Generator<number> {
  for (let i = 0; i < size; i += 1) {
    yield Number((bits >> BigInt(8 * (big ? size - 1 - i : i))) & 0xffn);
  }
}

function integerBits(value: StructValue | undefined, { size, signed }: Part): bigint {
  if (typeof value !== (size === 8 ? 'bigint' : 'number')) {
    refuse(size === 8 ? 'a bigint' : 'a number', value);
  }
  if (typeof value === 'number' && !Number.isInteger(value)) refuse('a whole number', value);
  const whole =
    typeof value === 'number' || typeof value === 'bigint'
      ? BigInt(value)
      : refuse('an integer', value);
  const end = 1n << BigInt(8 * size);
  const most = signed ? end / 2n - 1n : end - 1n;
  const least = signed ? -end / 2n : 0n;
  if (whole < least || whole > most) {
    throw new RangeError(`expected ${least} to ${most} but received ${whole}`);
  }
  return whole < 0n ? whole + end : whole;
}

function floatBits(value: StructValue | undefined, size: number): bigint {
  if (typeof value !== 'number') refuse('a number', value);
  const [exponentBits, fractionBits] = FLOATS[size] ?? refuse('2, 4 or 8 bytes', size);
  const sign = value < 0 || Object.is(value, -0) ? 1n << BigInt(8 * size - 1) : 0n;
  const infinity = ((1n << BigInt(exponentBits)) - 1n) << BigInt(fractionBits);
  if (Number.isNaN(value)) return infinity + 1n;
  if (Math.abs(value) > Number.MAX_VALUE) return sign | infinity;
  if (value === 0) return sign;
  let power = 0;
  let rest = Math.abs(value);
  while (rest % 1 !== 0) {
    rest *= 2;
    power -= 1;
  }
  const digits = BigInt(rest); // the value is digits * 2 ** power, and nothing has been lost
  const lowest = 2 - 2 ** (exponentBits - 1) - fractionBits;
  const unit = Math.max(lowest, digits.toString(2).length - 1 + power - fractionBits);
  let units = digits << BigInt(Math.max(0, power - unit));
  if (unit > power) {
    const divisor = 1n << BigInt(unit - power);
    const twice = 2n * (digits % divisor);
    units = digits / divisor;
    if (twice > divisor || (twice === divisor && (units & 1n) === 1n)) units += 1n;
  }
  const bits = units + (BigInt(unit - lowest) << BigInt(fractionBits));
  if (bits >= infinity) {
    throw new RangeError(`expected a number for ${size} bytes but received ${value}`);
  }
  return sign | bits;
}

function floatOf(bits: bigint, size: number): number {
  const [exponentBits, fractionBits] = FLOATS[size] ?? refuse('2, 4 or 8 bytes', size);
  const hidden = 1n << BigInt(fractionBits);
  const sign = bits >> BigInt(8 * size - 1) ? -1 : 1;
  const exponent = Number((bits / hidden) % (1n << BigInt(exponentBits)));
  const fraction = bits % hidden;
  if (exponent === 2 ** exponentBits - 1) {
    return fraction === 0n ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  }
  const lowest = 2 - 2 ** (exponentBits - 1) - fractionBits;
  if (exponent === 0) return sign * Number(fraction) * 2 ** lowest;
  return sign * Number(fraction + hidden) * 2 ** (lowest + exponent - 1);
}

function bytesFrom(value: StructValue | undefined): Uint8Array {
  return value instanceof Uint8Array ? value : refuse('bytes', value);
}

function* packed(part: Part, values: Iterator<StructValue, undefined>, big: boolean) {
  const { kind, size, count } = part;
  if (kind === 'skip') {
    for (let i = 0; i < count; i += 1) yield 0;
  } else if (kind === 'string' || kind === 'pascal') {
    const bytes = bytesFrom(values.next().value);
    const length = kind === 'pascal' && count > 0 ? [Math.min(bytes.length, count - 1, 255)] : [];
    yield* length;
    for (let i = 0; i < count - length.length; i += 1) yield bytes[i] ?? 0;
  } else {
    for (let i = 0; i < count; i += 1) {
      const { value } = values.next();
      if (kind === 'integer') yield* bytesOf(integerBits(value, part), size, big);
      if (kind === 'float') yield* bytesOf(floatBits(value, size), size, big);
      if (kind === 'boolean')
        yield typeof value === 'boolean' ? +value : refuse('true or false', value);
      if (kind === 'byte') {
        const [byte] = bytesFrom(value);
        yield bytesFrom(value).length === 1 && byte !== undefined ? byte : refuse('1 byte', value);
      }
    }
  }
}

function* unpacked(part: Part, bytes: Iterator<number, undefined>, big: boolean) {
  const { kind, size, count, signed } = part;
  const take = (length: number) => Array.from({ length }, () => bytes.next().value ?? 0);
  if (kind === 'skip') take(count);
  else if (kind === 'string') yield Buffer.from(take(count));
  else if (kind === 'pascal') {
    const [length = 0, ...text] = take(count);
    yield Buffer.from(text.slice(0, length));
  } else {
    for (let i = 0; i < count; i += 1) {
      const raw = take(size);
      if (!big) raw.reverse();
      const bits = raw.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
      const end = 1n << BigInt(8 * size);
      const whole = signed && bits >= end / 2n ? bits - end : bits;
      if (kind === 'integer') yield size === 8 ? whole : Number(whole);
      if (kind === 'float') yield floatOf(bits, size);
      if (kind === 'boolean') yield bits !== 0n;
      if (kind === 'byte') yield Buffer.from(raw);
    }
  }
}

export function calcsize(format: string): number {
  let size = 0;
  for (const part of partsOf(format)) size += part.size * part.count;
  return size;
}

export function pack(format: string, ...values: StructValue[]): Buffer {
  const parts = [...partsOf(format)];
  let due = 0;
  for (const { kind, count } of parts) {
    if (kind === 'string' || kind === 'pascal') due += 1;
    else if (kind !== 'skip') due += count;
  }
  if (due !== values.length) refuse(`${due} values`, values.length);
  const left = values[Symbol.iterator]();
  const bytes: number[] = [];
  for (const part of parts) {
    for (const byte of packed(part, left, isBig(format))) bytes.push(byte);
  }
  return Buffer.from(bytes);
}

export function unpack(format: string, data: Uint8Array): StructValue[] {
  const parts = [...partsOf(format)];
  const size = calcsize(format);
  if (data.length !== size) refuse(`${size} bytes`, data.length);
  const left = data.values();
  const values: StructValue[] = [];
  for (const part of parts) values.push(...unpacked(part, left, isBig(format)));
  return values;
}
