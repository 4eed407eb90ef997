/** What a format packs and unpacks. An integer of eight bytes is a bigint, a string of bytes a Uint8Array. */
export type StructValue = number | bigint | boolean | Uint8Array;

/** How one code is written to and read from bytes. */
interface Codec {
  size: number;
  write(target: Buffer, value: StructValue, at: number, littleEndian: boolean): void;
  read(source: Buffer, at: number, littleEndian: boolean): StructValue;
}

/** One code of a format with its count, and where its first value lies. */
interface Field {
  code: string;
  count: number;
  at: number;
  codec: Codec;
}

interface Layout {
  fields: Field[];
  size: number;
  /** How many values pack() takes and unpack() gives. */
  values: number;
  littleEndian: boolean;
}

const LARGEST_SIZE = 2 ** 31 - 1;

/** Puts the values into bytes as the format says, like Python's struct.pack. */
export function pack(format: string, ...values: StructValue[]): Buffer {
  const { fields, size, values: wanted, littleEndian } = layoutOf(format);
  if (values.length !== wanted) {
    throw new TypeError(`"${format}" takes ${wanted} values, not ${values.length}`);
  }
  const target = Buffer.alloc(size); // zeros: padding, x, and what a string leaves free
  let next = 0;
  for (const { code, count, at, codec } of fields) {
    if (code === 's' || code === 'p') {
      writeString(target, code, bytesFor(code, values[next++]), at, count);
    } else if (code !== 'x') {
      for (let i = 0; i < count; i++) {
        codec.write(target, values[next++] as StructValue, at + i * codec.size, littleEndian);
      }
    }
  }
  return target;
}

/** Reads the values back, like Python's struct.unpack. The data has to be calcsize(format) bytes long. */
export function unpack(format: string, data: Uint8Array): StructValue[] {
  const { fields, size, littleEndian } = layoutOf(format);
  if (!(data instanceof Uint8Array) || data.length !== size) {
    const came = data instanceof Uint8Array ? `${data.length} bytes` : typeof data;
    throw new TypeError(`"${format}" unpacks ${size} bytes, not ${came}`);
  }
  const source = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const values: StructValue[] = [];
  for (const { code, count, at, codec } of fields) {
    if (code === 's' || code === 'p') {
      values.push(readString(source, code, at, count));
    } else if (code !== 'x') {
      for (let i = 0; i < count; i++)
        values.push(codec.read(source, at + i * codec.size, littleEndian));
    }
  }
  return values;
}

/** How many bytes the format takes, like Python's struct.calcsize. */
export function calcsize(format: string): number {
  return layoutOf(format).size;
}

const layouts = new Map<string, Layout>();

/** A program uses few formats, and those often: each is read once. */
function layoutOf(format: string): Layout {
  let layout = layouts.get(format);
  if (!layout) {
    layout = readFormat(format);
    if (layouts.size >= 100) layouts.clear();
    layouts.set(format, layout);
  }
  return layout;
}

function readFormat(format: string): Layout {
  const order = /^[@=<>!]/.exec(format)?.[0] ?? '';
  const native = order === '' || order === '@';
  const fields: Field[] = [];
  let size = 0;
  let values = 0;
  // A count belongs to its code without a space between them; what is neither makes the rest unreadable.
  const parts = format.slice(order.length).matchAll(/([ \t\n\v\f\r]+)|(\d*)([a-zA-Z?])|[^]/g);
  for (const [part, space, digits, code] of parts) {
    if (space) continue;
    const codec = code === undefined ? undefined : codecOf(code, native);
    if (!codec || code === undefined) {
      throw new TypeError(`"${format}": ${JSON.stringify(part)} is no code that can stand here`);
    }
    const count = digits ? Number(digits) : 1;
    // Only native formats align: a value of n bytes begins at a multiple of n, also one with count 0.
    const at = native ? Math.ceil(size / codec.size) * codec.size : size;
    size = at + count * codec.size;
    if (size > LARGEST_SIZE)
      throw new TypeError(`"${format}" takes more than ${LARGEST_SIZE} bytes`);
    fields.push({ code, count, at, codec });
    values += code === 's' || code === 'p' ? 1 : code === 'x' ? 0 : count;
  }
  return { fields, size, values, littleEndian: native || order === '<' || order === '=' };
}

/** A number of 1, 2 or 4 bytes: from `least` to `most`, read and written by Buffer's own methods. */
function integer(size: 1 | 2 | 4, signed: boolean): Codec {
  const most = signed ? 2 ** (8 * size - 1) - 1 : 2 ** (8 * size) - 1;
  const least = signed ? -most - 1 : 0;
  return {
    size,
    write(target, value, at, littleEndian) {
      if (typeof value !== 'number' || !Number.isInteger(value))
        throw wrongType('a whole number', value);
      if (value < least || value > most) throw outOfRange(value, least, most);
      const raw = value < 0 ? value + 2 ** (8 * size) : value;
      if (littleEndian) target.writeUIntLE(raw, at, size);
      else target.writeUIntBE(raw, at, size);
    },
    read(source, at, littleEndian) {
      if (signed) return littleEndian ? source.readIntLE(at, size) : source.readIntBE(at, size);
      return littleEndian ? source.readUIntLE(at, size) : source.readUIntBE(at, size);
    },
  };
}

/** A number of 8 bytes: more than a JavaScript number holds, so a bigint. */
function bigInteger(signed: boolean): Codec {
  const most = signed ? 2n ** 63n - 1n : 2n ** 64n - 1n;
  const least = signed ? -most - 1n : 0n;
  return {
    size: 8,
    write(target, value, at, littleEndian) {
      if (typeof value !== 'bigint') throw wrongType('a bigint', value);
      if (value < least || value > most) throw outOfRange(value, least, most);
      const raw = BigInt.asUintN(64, value);
      if (littleEndian) target.writeBigUInt64LE(raw, at);
      else target.writeBigUInt64BE(raw, at);
    },
    read(source, at, littleEndian) {
      const raw = littleEndian ? source.readBigUInt64LE(at) : source.readBigUInt64BE(at);
      return signed ? BigInt.asIntN(64, raw) : raw;
    },
  };
}

const single: Codec = {
  size: 4,
  write(target, value, at, littleEndian) {
    const rounded = Math.fround(numberFor(value));
    if (!Number.isFinite(rounded) && Number.isFinite(value)) throw tooLarge(value, 'f');
    if (littleEndian) target.writeFloatLE(rounded, at);
    else target.writeFloatBE(rounded, at);
  },
  read: (source, at, littleEndian) =>
    littleEndian ? source.readFloatLE(at) : source.readFloatBE(at),
};

const double: Codec = {
  size: 8,
  write(target, value, at, littleEndian) {
    if (littleEndian) target.writeDoubleLE(numberFor(value), at);
    else target.writeDoubleBE(numberFor(value), at);
  },
  read: (source, at, littleEndian) =>
    littleEndian ? source.readDoubleLE(at) : source.readDoubleBE(at),
};

/** IEEE 754 binary16, for which Buffer has no method: sign, 5 bits of exponent, 10 of fraction. */
const half: Codec = {
  size: 2,
  write(target, value, at, littleEndian) {
    const bits = halfBits(numberFor(value));
    if (littleEndian) target.writeUInt16LE(bits, at);
    else target.writeUInt16BE(bits, at);
  },
  read(source, at, littleEndian) {
    const bits = littleEndian ? source.readUInt16LE(at) : source.readUInt16BE(at);
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 0x1f;
    const fraction = bits & 0x3ff;
    if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
    if (exponent === 0) return sign * fraction * 2 ** -24;
    return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  },
};

function halfBits(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (Number.isNaN(size)) return 0x7e00;
  if (size === Number.POSITIVE_INFINITY) return sign | 0x7c00;
  // One unit of the last place: below 2**-14 the numbers stand equally far apart.
  const exponent = Math.max(-14, Math.floor(Math.log2(size || Number.MIN_VALUE)));
  const unit = 2 ** (exponent - 10);
  const units = roundHalfToEven(size / unit);
  const bits = exponent === -14 ? units : units + (exponent + 14) * 1024;
  if (bits >= 0x7c00) throw tooLarge(value, 'e');
  return sign | bits;
}

function roundHalfToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

const boolean: Codec = {
  size: 1,
  write(target, value, at) {
    if (typeof value !== 'boolean') throw wrongType('a boolean', value);
    target[at] = value ? 1 : 0;
  },
  read: (source, at) => source[at] !== 0,
};

const character: Codec = {
  size: 1,
  write(target, value, at) {
    const bytes = bytesFor('c', value);
    if (bytes.length !== 1) throw new TypeError(`c takes one byte, not ${bytes.length}`);
    target.set(bytes, at);
  },
  read: (source, at) => Buffer.from(source.subarray(at, at + 1)),
};

/** Codes whose size is the same everywhere. s, p and x are handled as a whole: only their size counts. */
const CODECS: Record<string, Codec> = {
  x: character,
  s: character,
  p: character,
  c: character,
  b: integer(1, true),
  B: integer(1, false),
  '?': boolean,
  h: integer(2, true),
  H: integer(2, false),
  i: integer(4, true),
  I: integer(4, false),
  l: integer(4, true),
  L: integer(4, false),
  q: bigInteger(true),
  Q: bigInteger(false),
  e: half,
  f: single,
  d: double,
};

/** What differs natively (LP64, as on Linux x86-64): long has eight bytes, and ssize_t and size_t exist. */
const NATIVE: Record<string, Codec> = {
  ...CODECS,
  l: bigInteger(true),
  L: bigInteger(false),
  n: bigInteger(true),
  N: bigInteger(false),
};

function codecOf(code: string, native: boolean): Codec | undefined {
  const codecs = native ? NATIVE : CODECS;
  return Object.hasOwn(codecs, code) ? codecs[code] : undefined;
}

/** s: bytes, cut or padded to `count`. p: a length byte before them, which counts to 255. */
function writeString(
  target: Buffer,
  code: string,
  bytes: Uint8Array,
  at: number,
  count: number,
): void {
  if (code === 's') {
    target.set(bytes.subarray(0, count), at);
  } else if (count > 0) {
    const kept = bytes.subarray(0, count - 1);
    target[at] = Math.min(kept.length, 255);
    target.set(kept, at + 1);
  }
}

function readString(source: Buffer, code: string, at: number, count: number): Buffer {
  if (code === 's') return Buffer.from(source.subarray(at, at + count));
  if (count === 0) return Buffer.alloc(0);
  const length = Math.min(source[at] ?? 0, count - 1);
  return Buffer.from(source.subarray(at + 1, at + 1 + length));
}

function bytesFor(code: string, value: StructValue | undefined): Uint8Array {
  if (!(value instanceof Uint8Array)) throw wrongType(`bytes for ${code}`, value);
  return value;
}

function numberFor(value: StructValue): number {
  if (typeof value !== 'number') throw wrongType('a number', value);
  return value;
}

function wrongType(wanted: string, value: unknown): TypeError {
  const came = typeof value === 'object' ? 'an object' : `${typeof value} ${String(value)}`;
  return new TypeError(`expected ${wanted}, received ${came}`);
}

function outOfRange(
  value: number | bigint,
  least: number | bigint,
  most: number | bigint,
): RangeError {
  return new RangeError(`expected ${least} to ${most}, received ${value}`);
}

function tooLarge(value: StructValue, code: string): RangeError {
  return new RangeError(`${String(value)} is too large for ${code}`);
}
