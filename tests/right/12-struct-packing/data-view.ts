// Right: a DataView, and two functions for each code

export type StructValue = number | bigint | boolean | Uint8Array;

interface Code {
  size: number;
  set(view: DataView, at: number, value: StructValue, little: boolean): void;
  get(view: DataView, at: number, little: boolean): StructValue;
}

/** A value that starts at an offset. s and p are one value, whatever their count. */
interface Place {
  at: number;
  code: Code;
}

function whole(value: StructValue, least: number, most: number): number {
  if (typeof value !== 'number') throw new TypeError(`expected a number, got ${typeof value}`);
  if (value < least || value > most || value % 1 !== 0) {
    throw new RangeError(`expected a whole number from ${least} to ${most}, got ${value}`);
  }
  return value;
}

function big(value: StructValue, least: bigint, most: bigint): bigint {
  if (typeof value !== 'bigint') throw new TypeError(`expected a bigint, got ${typeof value}`);
  if (value >= least && value <= most) return value;
  throw new RangeError(`expected a bigint from ${least} to ${most}, got ${value}`);
}

function float(value: StructValue, beyond: number): number {
  if (typeof value !== 'number') throw new TypeError(`expected a number, got ${typeof value}`);
  if (Number.isFinite(value) && Math.abs(value) >= beyond) {
    throw new RangeError(`expected a number that is nearer to 0 than ${beyond}, got ${value}`);
  }
  return value;
}

function bytes(value: StructValue): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`expected bytes, got ${typeof value}`);
}

function halfValue(bits: number): number {
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 31) return fraction > 0 ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (exponent ? (1024 + fraction) * 2 ** (exponent - 25) : fraction * 2 ** -24);
}

/** The bits of positive halves are in the order of their values: the right one can be searched. */
function halfBits(value: number): number {
  if (Number.isNaN(value)) return 0xfe01;
  const sign = Object.is(Math.sign(value), -0) || value < 0 ? 0x8000 : 0;
  const size = Math.abs(value);
  let low = 0;
  let high = 0x7c00;
  if (size === Number.POSITIVE_INFINITY) return sign + high;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (halfValue(middle) <= size) low = middle;
    else high = middle;
  }
  const tie = (halfValue(low) + (high === 0x7c00 ? 65536 : halfValue(high))) / 2;
  return sign + (size > tie || (size === tie && low % 2 === 1) ? high : low);
}

const signed64: Code = {
  size: 8,
  set: (view, at, value, little) =>
    view.setBigInt64(at, big(value, -(2n ** 63n), 2n ** 63n - 1n), little),
  get: (view, at, little) => view.getBigInt64(at, little),
};
const unsigned64: Code = {
  size: 8,
  set: (view, at, value, little) => view.setBigUint64(at, big(value, 0n, 2n ** 64n - 1n), little),
  get: (view, at, little) => view.getBigUint64(at, little),
};
const signed32: Code = {
  size: 4,
  set: (view, at, value, little) =>
    view.setInt32(at, whole(value, -2147483648, 2147483647), little),
  get: (view, at, little) => view.getInt32(at, little),
};
const unsigned32: Code = {
  size: 4,
  set: (view, at, value, little) => view.setUint32(at, whole(value, 0, 4294967295), little),
  get: (view, at, little) => view.getUint32(at, little),
};

const STANDARD = new Map<string, Code>([
  [
    'b',
    {
      size: 1,
      set: (v, at, n) => v.setInt8(at, whole(n, -128, 127)),
      get: (v, at) => v.getInt8(at),
    },
  ],
  [
    'B',
    {
      size: 1,
      set: (v, at, n) => v.setUint8(at, whole(n, 0, 255)),
      get: (v, at) => v.getUint8(at),
    },
  ],
  [
    'h',
    {
      size: 2,
      set: (v, at, n, little) => v.setInt16(at, whole(n, -32768, 32767), little),
      get: (v, at, little) => v.getInt16(at, little),
    },
  ],
  [
    'H',
    {
      size: 2,
      set: (v, at, n, little) => v.setUint16(at, whole(n, 0, 65535), little),
      get: (v, at, little) => v.getUint16(at, little),
    },
  ],
  ['i', signed32],
  ['I', unsigned32],
  ['l', signed32],
  ['L', unsigned32],
  ['q', signed64],
  ['Q', unsigned64],
  [
    'e',
    {
      size: 2,
      set: (v, at, n, little) => v.setUint16(at, halfBits(float(n, 65520)), little),
      get: (v, at, little) => halfValue(v.getUint16(at, little)),
    },
  ],
  [
    'f',
    {
      size: 4,
      // Half way from the largest float to 2 ** 128: from here on, rounding gives infinity.
      set: (v, at, n, little) => v.setFloat32(at, float(n, 2 ** 128 - 2 ** 103), little),
      get: (v, at, little) => v.getFloat32(at, little),
    },
  ],
  [
    'd',
    {
      size: 8,
      set: (v, at, n, little) => v.setFloat64(at, float(n, Number.POSITIVE_INFINITY), little),
      get: (v, at, little) => v.getFloat64(at, little),
    },
  ],
  [
    '?',
    {
      size: 1,
      set(view, at, value) {
        if (value !== true && value !== false) {
          throw new TypeError(`expected true or false, got ${typeof value}`);
        }
        view.setUint8(at, Number(value));
      },
      get: (view, at) => view.getUint8(at) > 0,
    },
  ],
  [
    'c',
    {
      size: 1,
      set(view, at, value) {
        const [byte, ...others] = bytes(value);
        if (byte === undefined || others.length > 0) {
          throw new TypeError(`expected one byte, got ${bytes(value).length}`);
        }
        view.setUint8(at, byte);
      },
      get: (view, at) => Buffer.of(view.getUint8(at)),
    },
  ],
]);

const NATIVE = new Map([
  ...STANDARD,
  ['l', signed64] as const,
  ['L', unsigned64] as const,
  ['n', signed64] as const,
  ['N', unsigned64] as const,
]);

function string(count: number): Code {
  return {
    size: 1,
    set(view, at, value) {
      for (const [i, byte] of bytes(value).subarray(0, count).entries())
        view.setUint8(at + i, byte);
    },
    get: (view, at) => Buffer.concat([new Uint8Array(view.buffer, view.byteOffset + at, count)]),
  };
}

function pascal(count: number): Code {
  const room = Math.max(count - 1, 0);
  return {
    size: 1,
    set(view, at, value) {
      const kept = bytes(value).subarray(0, room);
      if (count === 0) return;
      view.setUint8(at, Math.min(kept.length, 255));
      string(room).set(view, at + 1, kept, true);
    },
    get(view, at, little) {
      if (count === 0) return Buffer.alloc(0);
      return string(Math.min(view.getUint8(at), room)).get(view, at + 1, little);
    },
  };
}

function read(format: string) {
  const order = /^[@=<>!]/.exec(format)?.[0] ?? '';
  const body = format.slice(order.length);
  if (!/^(\s|\d*[a-zA-Z?])*$/.test(body) || /[^\0-\x7f]/.test(body)) {
    throw new TypeError(`expected codes with counts, got ${JSON.stringify(format)}`);
  }
  const native = order === '' || order === '@';
  const runs: { at: number; count: number; code: Code; letter: string }[] = [];
  let size = 0;
  let values = 0;
  for (const [, digits = '', letter = ''] of body.matchAll(/(\d*)([a-zA-Z?])/g)) {
    const count = digits === '' ? 1 : Number.parseInt(digits, 10);
    const code =
      letter === 's' || letter === 'x'
        ? string(count)
        : letter === 'p'
          ? pascal(count)
          : (native ? NATIVE : STANDARD).get(letter);
    if (!code) throw new TypeError(`expected a code that ${order || '@'} has, got ${letter}`);
    if (native) size += (code.size - (size % code.size)) % code.size;
    runs.push({ at: size, count, code, letter });
    size += count * code.size;
    if (size > 2147483647) throw new TypeError(`expected at most 2 GiB, got ${format}`);
    values += letter === 'x' ? 0 : letter === 's' || letter === 'p' ? 1 : count;
  }
  return { runs, size, values, little: order !== '>' && order !== '!' };
}

function places(runs: ReturnType<typeof read>['runs']): Place[] {
  return runs.flatMap(({ at, count, code, letter }) => {
    if (letter === 'x') return [];
    if (letter === 's' || letter === 'p') return [{ at, code }];
    return Array.from({ length: count }, (_, i) => ({ at: at + i * code.size, code }));
  });
}

export const calcsize = (format: string): number => read(format).size;

export const pack = (format: string, ...values: StructValue[]): Buffer => {
  const { runs, size, values: due, little } = read(format);
  if (values.length !== due) throw new TypeError(`expected ${due} values, got ${values.length}`);
  const view = new DataView(new ArrayBuffer(size));
  for (const [i, { at, code }] of places(runs).entries()) {
    const value = values[i];
    if (value === undefined) throw new TypeError(`expected a value at ${i}, got undefined`);
    code.set(view, at, value, little);
  }
  return Buffer.from(view.buffer);
};

export const unpack = (format: string, data: Uint8Array): StructValue[] => {
  const { runs, size, little } = read(format);
  if (data.byteLength !== size) {
    throw new TypeError(`expected ${size} bytes, got ${data.byteLength}`);
  }
  const view = new DataView(data.buffer, data.byteOffset, size);
  return places(runs).map(({ at, code }) => code.get(view, at, little));
};
