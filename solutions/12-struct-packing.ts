/** What a format packs: an integer of eight bytes is a bigint, a string of bytes a Uint8Array. */
export type StructValue = number | bigint | boolean | Uint8Array;

/** How one code is written to and read from bytes. */
interface Codec {
  size: number;
  write(target: DataView, at: number, value: StructValue, littleEndian: boolean): void;
  read(source: DataView, at: number, littleEndian: boolean): StructValue;
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
  const target = Buffer.allocUnsafe(size).fill(0); // padding, x, and what a string leaves free
  const view = new DataView(target.buffer, target.byteOffset, size);
  let next = 0;
  for (const { code, count, at, codec } of fields) {
    if (code === 's' || code === 'p') {
      writeString(target, code, bytesFor(code, values[next++]), at, count);
    } else if (code !== 'x') {
      for (let i = 0; i < count; i++) {
        codec.write(view, at + i * codec.size, values[next++] as StructValue, littleEndian);
      }
    }
  }
  return target;
}

/** Reads the values back, like Python's struct.unpack. The data has calcsize(format) bytes. */
export function unpack(format: string, data: Uint8Array): StructValue[] {
  const { fields, size, littleEndian } = layoutOf(format);
  if (!(data instanceof Uint8Array) || data.length !== size) {
    const came = data instanceof Uint8Array ? `${data.length} bytes` : typeof data;
    throw new TypeError(`"${format}" unpacks ${size} bytes, not ${came}`);
  }
  const view = new DataView(data.buffer, data.byteOffset, size);
  const values: StructValue[] = [];
  for (const { code, count, at, codec } of fields) {
    if (code === 's' || code === 'p') {
      values.push(readString(data, code, at, count));
    } else if (code !== 'x') {
      for (let i = 0; i < count; i++)
        values.push(codec.read(view, at + i * codec.size, littleEndian));
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
  // A count touches its code. What is neither a code nor white space is the [\s\S], and refused.
  const parts = format.slice(order.length).matchAll(/([ \t\n\v\f\r]+)|(\d*)([a-zA-Z?])|[\s\S]/g);
  for (const [part, space, digits, code] of parts) {
    if (space) continue;
    const codec = code === undefined ? undefined : codecOf(code, native);
    if (!codec || code === undefined) {
      throw new TypeError(`"${format}": ${JSON.stringify(part)} is no code that can stand here`);
    }
    const count = digits ? Number(digits) : 1;
    // Only native formats align: n bytes begin at a multiple of n, also where the count is 0.
    const at = native ? Math.ceil(size / codec.size) * codec.size : size;
    size = at + count * codec.size;
    if (size > LARGEST_SIZE)
      throw new TypeError(`"${format}" takes more than ${LARGEST_SIZE} bytes`);
    fields.push({ code, count, at, codec });
    values += code === 's' || code === 'p' ? 1 : code === 'x' ? 0 : count;
  }
  return { fields, size, values, littleEndian: native || order === '<' || order === '=' };
}

/** How DataView writes and reads one kind of number. */
interface Accessors<T> {
  set(view: DataView, at: number, value: T, littleEndian: boolean): void;
  get(view: DataView, at: number, littleEndian: boolean): T;
}

/** An integer of 1, 2 or 4 bytes. */
function integer(size: number, signed: boolean, { set, get }: Accessors<number>): Codec {
  const most = 2 ** (8 * size - (signed ? 1 : 0)) - 1;
  const least = signed ? -most - 1 : 0;
  return {
    size,
    write(target, at, value, littleEndian) {
      if (typeof value !== 'number' || !Number.isInteger(value)) {
        throw wrongType('a whole number', value);
      }
      if (value < least || value > most) throw outOfRange(value, least, most);
      set(target, at, value, littleEndian);
    },
    read: get,
  };
}

/** An integer of 8 bytes: more than a JavaScript number holds, so a bigint. */
function bigInteger(signed: boolean, { set, get }: Accessors<bigint>): Codec {
  const most = 2n ** (signed ? 63n : 64n) - 1n;
  const least = signed ? -most - 1n : 0n;
  return {
    size: 8,
    write(target, at, value, littleEndian) {
      if (typeof value !== 'bigint') throw wrongType('a bigint', value);
      if (value < least || value > most) throw outOfRange(value, least, most);
      set(target, at, value, littleEndian);
    },
    read: get,
  };
}

const int8: Accessors<number> = {
  set: (view, at, value) => view.setInt8(at, value),
  get: (view, at) => view.getInt8(at),
};
const uint8: Accessors<number> = {
  set: (view, at, value) => view.setUint8(at, value),
  get: (view, at) => view.getUint8(at),
};
const int16: Accessors<number> = {
  set: (view, at, value, littleEndian) => view.setInt16(at, value, littleEndian),
  get: (view, at, littleEndian) => view.getInt16(at, littleEndian),
};
const uint16: Accessors<number> = {
  set: (view, at, value, littleEndian) => view.setUint16(at, value, littleEndian),
  get: (view, at, littleEndian) => view.getUint16(at, littleEndian),
};
const int32: Accessors<number> = {
  set: (view, at, value, littleEndian) => view.setInt32(at, value, littleEndian),
  get: (view, at, littleEndian) => view.getInt32(at, littleEndian),
};
const uint32: Accessors<number> = {
  set: (view, at, value, littleEndian) => view.setUint32(at, value, littleEndian),
  get: (view, at, littleEndian) => view.getUint32(at, littleEndian),
};
const int64: Accessors<bigint> = {
  set: (view, at, value, littleEndian) => view.setBigInt64(at, value, littleEndian),
  get: (view, at, littleEndian) => view.getBigInt64(at, littleEndian),
};
const uint64: Accessors<bigint> = {
  set: (view, at, value, littleEndian) => view.setBigUint64(at, value, littleEndian),
  get: (view, at, littleEndian) => view.getBigUint64(at, littleEndian),
};

const single: Codec = {
  size: 4,
  write(target, at, value, littleEndian) {
    const rounded = Math.fround(numberFor(value));
    if (!Number.isFinite(rounded) && Number.isFinite(value)) throw tooLarge(value, 'f');
    target.setFloat32(at, rounded, littleEndian);
  },
  read: (source, at, littleEndian) => source.getFloat32(at, littleEndian),
};

const double: Codec = {
  size: 8,
  write: (target, at, value, littleEndian) => target.setFloat64(at, numberFor(value), littleEndian),
  read: (source, at, littleEndian) => source.getFloat64(at, littleEndian),
};

/** IEEE 754 binary16 (in DataView from Node 24 on): sign, 5 bits of exponent, 10 of fraction. */
const half: Codec = {
  size: 2,
  write: (target, at, value, littleEndian) =>
    target.setUint16(at, halfBits(numberFor(value)), littleEndian),
  read(source, at, littleEndian) {
    const bits = source.getUint16(at, littleEndian);
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
  write(target, at, value) {
    if (typeof value !== 'boolean') throw wrongType('a boolean', value);
    target.setUint8(at, value ? 1 : 0);
  },
  read: (source, at) => source.getUint8(at) !== 0,
};

const character: Codec = {
  size: 1,
  write(target, at, value) {
    const bytes = bytesFor('c', value);
    const [byte] = bytes;
    if (byte === undefined || bytes.length > 1) throw wrongType('one byte for c', value);
    target.setUint8(at, byte);
  },
  read: (source, at) => Buffer.of(source.getUint8(at)),
};

/** The standard sizes. s, p and x are handled as a whole: of them, only the size counts here. */
const CODECS: Record<string, Codec> = {
  x: character,
  s: character,
  p: character,
  c: character,
  b: integer(1, true, int8),
  B: integer(1, false, uint8),
  '?': boolean,
  h: integer(2, true, int16),
  H: integer(2, false, uint16),
  i: integer(4, true, int32),
  I: integer(4, false, uint32),
  l: integer(4, true, int32),
  L: integer(4, false, uint32),
  q: bigInteger(true, int64),
  Q: bigInteger(false, uint64),
  e: half,
  f: single,
  d: double,
};

/** What differs natively (LP64, as on Linux x86-64): a long has eight bytes, and n and N exist. */
const NATIVE: Record<string, Codec> = {
  ...CODECS,
  l: bigInteger(true, int64),
  L: bigInteger(false, uint64),
  n: bigInteger(true, int64),
  N: bigInteger(false, uint64),
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

function readString(data: Uint8Array, code: string, at: number, count: number): Buffer {
  if (code === 's') return Buffer.from(data.subarray(at, at + count));
  if (count === 0) return Buffer.alloc(0);
  const length = Math.min(data[at] ?? 0, count - 1);
  return Buffer.from(data.subarray(at + 1, at + 1 + length));
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
  let came = typeof value === 'object' ? 'an object' : `${typeof value} ${String(value)}`;
  if (value instanceof Uint8Array) came = `${value.length} bytes`;
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
  return new RangeError(`expected a number that ${code} can hold, received ${String(value)}`);
}
