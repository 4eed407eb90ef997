// Right: a table of Buffer's methods; all is big-endian, and turned round where it has to be

export type StructValue = number | bigint | boolean | Uint8Array;

type Row = [
  size: number,
  write: (value: StructValue) => Buffer,
  read: (bytes: Buffer) => StructValue,
];

const wrong = (due: string, value: StructValue | undefined) =>
  new TypeError(`${due} was due, and a ${typeof value} came: ${String(value)}`);

function asNumber(value: StructValue): number {
  if (typeof value !== 'number') throw wrong('a number', value);
  return value;
}

function asInteger(value: StructValue): number {
  if (!Number.isSafeInteger(asNumber(value)) && Math.abs(asNumber(value)) < 2 ** 53) {
    throw wrong('an integer', value);
  }
  if (Number.isNaN(value)) throw wrong('an integer', value);
  return asNumber(value);
}

function asBigInt(value: StructValue): bigint {
  if (typeof value !== 'bigint') throw wrong('a bigint', value);
  return value;
}

function asBytes(value: StructValue | undefined): Uint8Array {
  if (!(value instanceof Uint8Array)) throw wrong('a Uint8Array', value);
  return value;
}

function written(size: number, write: (target: Buffer) => unknown): Buffer {
  const target = Buffer.allocUnsafe(size);
  write(target); // throws a RangeError for what is out of range
  return target;
}

function writeFloat(value: number): Buffer {
  const bytes = written(4, (target) => target.writeFloatBE(value));
  if (Number.isFinite(value) && !Number.isFinite(bytes.readFloatBE())) {
    throw new RangeError(`a number up to 3.4e38 was due, and ${value} came`);
  }
  return bytes;
}

function writeHalf(value: number): Buffer {
  const size = Math.abs(value);
  let bits = 0x7c00;
  if (Number.isNaN(value)) bits = 0x7fff;
  else if (size < 65520) {
    let exponent = 1;
    while (exponent < 30 && size >= 2 ** (exponent - 14)) exponent += 1;
    // Adding 2 ** 52 leaves no room for a fraction: the processor rounds half to even.
    const units = size * 2 ** (25 - exponent) + 2 ** 52 - 2 ** 52;
    bits = units + (exponent - 1) * 1024;
  } else if (size !== Number.POSITIVE_INFINITY) {
    throw new RangeError(`a number up to 65504 was due, and ${value} came`);
  }
  if (value < 0 || 1 / value < 0) bits += 0x8000;
  return written(2, (target) => target.writeUInt16BE(bits));
}

function readHalf(bytes: Buffer): number {
  // A half is a float with fewer bits: with its exponent moved, the processor reads it.
  const bits = bytes.readUInt16BE();
  const sign = bits >= 0x8000 ? -1 : 1;
  const rest = bits % 0x8000;
  if (rest > 0x7c00) return Number.NaN;
  if (rest === 0x7c00) return sign / 0;
  const float = written(4, (target) => target.writeUInt32BE(rest * 8192)).readFloatBE();
  return sign * float * 2 ** 112;
}

function writeBoolean(value: StructValue): Buffer {
  if (typeof value !== 'boolean') throw wrong('a boolean', value);
  return Buffer.of(value ? 1 : 0);
}

function writeByte(value: StructValue): Buffer {
  const bytes = asBytes(value);
  if (bytes.length !== 1) throw new TypeError(`1 byte was due, and ${bytes.length} came`);
  return Buffer.from(bytes);
}

const LONG: Row = [
  4,
  (n) => written(4, (b) => b.writeInt32BE(asInteger(n))),
  (b) => b.readInt32BE(),
];
const ULONG: Row = [
  4,
  (n) => written(4, (b) => b.writeUInt32BE(asInteger(n))),
  (b) => b.readUInt32BE(),
];
const QUAD: Row = [
  8,
  (n) => written(8, (b) => b.writeBigInt64BE(asBigInt(n))),
  (b) => b.readBigInt64BE(),
];
const UQUAD: Row = [
  8,
  (n) => written(8, (b) => b.writeBigUInt64BE(asBigInt(n))),
  (b) => b.readBigUInt64BE(),
];

const ROWS: Record<string, Row | undefined> = {
  __proto__: null as never,
  c: [1, writeByte, (b) => Buffer.from(b)],
  b: [1, (n) => written(1, (b) => b.writeInt8(asInteger(n))), (b) => b.readInt8()],
  B: [1, (n) => written(1, (b) => b.writeUInt8(asInteger(n))), (b) => b.readUInt8()],
  '?': [1, writeBoolean, (b) => b.readUInt8() !== 0],
  h: [2, (n) => written(2, (b) => b.writeInt16BE(asInteger(n))), (b) => b.readInt16BE()],
  H: [2, (n) => written(2, (b) => b.writeUInt16BE(asInteger(n))), (b) => b.readUInt16BE()],
  i: LONG,
  I: ULONG,
  q: QUAD,
  Q: UQUAD,
  e: [2, (n) => writeHalf(asNumber(n)), readHalf],
  f: [4, (n) => writeFloat(asNumber(n)), (b) => b.readFloatBE()],
  d: [8, (n) => written(8, (b) => b.writeDoubleBE(asNumber(n))), (b) => b.readDoubleBE()],
};

const ONLY_STANDARD: typeof ROWS = { l: LONG, L: ULONG };
const ONLY_NATIVE: typeof ROWS = { l: QUAD, L: UQUAD, n: QUAD, N: UQUAD };

type Step = { at: number; count: number; code: string; row: Row | undefined };

function steps(format: string): { list: Step[]; size: number; flip: boolean } {
  const native = !'=<>!'.includes(format.charAt(0) || '@');
  const list: Step[] = [];
  let size = 0;
  let rest = /^[@=<>!]/.test(format) ? format.slice(1) : format;
  while (rest !== '') {
    const [whole, digits, code = ''] = /^(?:(\d*)([A-Za-z?])|[ \t\n\v\f\r]+)/.exec(rest) ?? [];
    if (whole === undefined) throw new TypeError(`a code was due, and ${rest} came`);
    rest = rest.slice(whole.length);
    if (code === '') continue;
    const row = ROWS[code] ?? (native ? ONLY_NATIVE : ONLY_STANDARD)[code];
    if (!row && !'xsp'.includes(code)) throw new TypeError(`a code was due, and ${code} came`);
    const count = digits ? Number(digits) : 1;
    const width = row?.[0] ?? 1;
    while (native && size % width !== 0) size += 1;
    list.push({ at: size, count, code, row });
    size += width * count;
    if (!(size < 2 ** 31)) throw new TypeError(`at most 2147483647 bytes were due, not ${size}`);
  }
  return { list, size, flip: !/^[>!]/.test(format) };
}

export function calcsize(format: string): number {
  return steps(format).size;
}

export function pack(format: string, ...values: StructValue[]): Buffer {
  const { list, size, flip } = steps(format);
  const due = list
    .map(({ code, count }) => (code === 'x' ? 0 : code === 's' || code === 'p' ? 1 : count))
    .reduce((sum, count) => sum + count, 0);
  if (due !== values.length) throw new TypeError(`${due} values were due, ${values.length} came`);
  const left = [...values];
  const target = Buffer.alloc(size);
  for (const { at, count, code, row } of list) {
    if (row) {
      for (const [i, value] of left.splice(0, count).entries()) {
        const bytes = row[1](value);
        if (flip) bytes.reverse();
        bytes.copy(target, at + i * row[0]);
      }
    } else if (code !== 'x') {
      const bytes = asBytes(left.shift());
      const text =
        code === 's'
          ? bytes
          : [bytes.slice(0, Math.max(count - 1, 0))].flatMap((kept) => [
              Math.min(kept.length, 255),
              ...kept,
            ]);
      target.set(Buffer.from(text).subarray(0, count), at);
    }
  }
  return target;
}

export function unpack(format: string, data: Uint8Array): StructValue[] {
  const { list, size, flip } = steps(format);
  if (data.length !== size) throw new TypeError(`${size} bytes were due, ${data.length} came`);
  const values: StructValue[] = [];
  const copy = Buffer.from(data);
  for (const { at, count, code, row } of list) {
    if (row) {
      for (let i = 0; i < count; i += 1) {
        const bytes = copy.subarray(at + i * row[0], at + (i + 1) * row[0]);
        values.push(row[2](flip ? Buffer.from(bytes).reverse() : bytes));
      }
    } else if (code === 's') {
      values.push(copy.subarray(at, at + count));
    } else if (code === 'p') {
      const field = copy.subarray(at, at + count);
      values.push(field.subarray(1, 1 + (field[0] ?? 0)));
    }
  }
  return values;
}
