// Right: classes; a parser that reads the format letter by letter, and a field class for each kind

export type StructValue = number | bigint | boolean | Uint8Array;

// A kind of TypeError of its own is a TypeError.
class StructError extends TypeError {
  readonly code = 'ERR_STRUCT';
}

class Reader {
  at = 0;
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  take(count: number): Buffer {
    const taken = Buffer.alloc(count);
    taken.set(this.bytes.subarray(this.at, this.at + count));
    this.at += count;
    return taken;
  }
}

abstract class Field {
  readonly width: number;
  readonly count: number;

  constructor(width: number, count: number) {
    this.width = width;
    this.count = count;
  }

  get values(): number {
    return this.count;
  }

  /** The bytes of one value, lowest first. */
  abstract encode(value: StructValue): Uint8Array;
  abstract decode(bytes: Buffer): StructValue;

  *write(values: Iterator<StructValue>, big: boolean): Generator<Uint8Array> {
    for (let i = 0; i < this.values; i += 1) {
      const { value, done } = values.next();
      if (done) throw new StructError('expected another value, and none was there');
      const bytes = this.encode(value);
      yield big ? Uint8Array.from(bytes).reverse() : bytes;
    }
  }

  read(reader: Reader, big: boolean): StructValue[] {
    const values: StructValue[] = [];
    while (values.length < this.values) {
      const bytes = reader.take(this.width);
      values.push(this.decode(big ? bytes.reverse() : bytes));
    }
    return values;
  }
}

class IntegerField extends Field {
  readonly signed: boolean;

  constructor(width: number, count: number, signed: boolean) {
    super(width, count);
    this.signed = signed;
  }

  encode(value: StructValue): Uint8Array {
    const type = this.width === 8 ? 'bigint' : 'number';
    if (typeof value !== type || (typeof value !== 'bigint' && !Number.isInteger(value))) {
      throw new StructError(`expected a whole ${type}, received ${typeof value} ${String(value)}`);
    }
    let rest = BigInt(Number.isInteger(value) ? Number(value) : String(value));
    const bits = this.width * 8;
    const kept = this.signed ? BigInt.asIntN(bits, rest) : BigInt.asUintN(bits, rest);
    if (kept !== rest) throw new RangeError(`expected ${bits} bits, received ${rest}`);
    const bytes = new Uint8Array(this.width);
    for (let i = 0; i < this.width; i += 1) {
      bytes[i] = Number(rest & 255n);
      rest >>= 8n;
    }
    return bytes;
  }

  decode(bytes: Buffer): StructValue {
    let value = 0n;
    for (const byte of [...bytes].reverse()) value = (value << 8n) | BigInt(byte);
    if (this.signed) value = BigInt.asIntN(this.width * 8, value);
    return this.width === 8 ? value : Number(value);
  }
}

class FloatField extends Field {
  encode(value: StructValue): Uint8Array {
    if (typeof value !== 'number') {
      throw new StructError(`expected a number, received ${typeof value} ${String(value)}`);
    }
    const view = new DataView(new ArrayBuffer(this.width));
    if (this.width === 8) view.setFloat64(0, value, true);
    if (this.width === 4) view.setFloat32(0, value, true);
    if (this.width === 2) view.setUint16(0, FloatField.#half(value), true);
    const bytes = new Uint8Array(view.buffer);
    if (Number.isFinite(value) && !Number.isFinite(this.decode(Buffer.from(bytes)))) {
      throw new RangeError(`expected a number for ${this.width} bytes, received ${value}`);
    }
    return bytes;
  }

  decode(bytes: Buffer): number {
    if (this.width === 8) return bytes.readDoubleLE();
    if (this.width === 4) return bytes.readFloatLE();
    const bits = bytes.readUInt16LE();
    const fraction = bits & 0x3ff;
    const exponent = (bits & 0x7c00) >> 10;
    let value = (fraction / 1024 + 1) * 2 ** (exponent - 15);
    if (exponent === 0) value = fraction / 2 ** 24;
    if (exponent === 31) value = fraction === 0 ? Number.POSITIVE_INFINITY : Number.NaN;
    return bits > 0x7fff ? -value : value;
  }

  /** Takes the double's own bits, and rounds those away for which a half has no place. */
  static #half(value: number): number {
    const double = new DataView(new ArrayBuffer(8));
    double.setFloat64(0, value);
    const bits = double.getBigUint64(0);
    const sign = Number(bits >> 63n) << 15;
    const exponent = Number((bits >> 52n) & 0x7ffn) - 1023;
    const fraction = bits & 0xfffffffffffffn;
    if (exponent === 1024) return sign | (fraction ? 0x7d55 : 0x7c00);
    if (exponent > 15) return sign | 0x7c00;
    if (exponent < -25) return sign;
    const drop = BigInt(exponent < -14 ? 28 - exponent : 42);
    const all = fraction | 0x10000000000000n;
    const lost = all & ((1n << drop) - 1n);
    const half = 1n << (drop - 1n);
    let units = Number(all >> drop);
    if (lost > half || (lost === half && units % 2 === 1)) units += 1;
    return sign | (exponent < -14 ? units : units + ((exponent + 14) << 10));
  }
}

class BooleanField extends Field {
  encode(value: StructValue): Uint8Array {
    if (value === true) return Uint8Array.of(1);
    if (value === false) return Uint8Array.of(0);
    throw new StructError(`expected a boolean, received ${typeof value} ${String(value)}`);
  }

  decode(bytes: Buffer): boolean {
    return !bytes.every((byte) => byte === 0);
  }
}

class CharacterField extends Field {
  encode(value: StructValue): Uint8Array {
    if (value instanceof Uint8Array && value.length === 1) return value;
    throw new StructError(`expected one byte, received ${String(value)}`);
  }

  decode(bytes: Buffer): Buffer {
    return bytes;
  }
}

class StringField extends Field {
  constructor(length: number) {
    super(length, 1);
  }

  encode(value: StructValue): Uint8Array {
    if (!(value instanceof Uint8Array)) {
      throw new StructError(`expected bytes, received ${typeof value} ${String(value)}`);
    }
    const bytes = new Uint8Array(this.width);
    bytes.set(value.subarray(0, this.width));
    return bytes;
  }

  decode(bytes: Buffer): Buffer {
    return bytes;
  }

  override *write(values: Iterator<StructValue>): Generator<Uint8Array> {
    yield* super.write(values, false);
  }

  override read(reader: Reader): StructValue[] {
    return super.read(reader, false);
  }
}

class PascalField extends StringField {
  override encode(value: StructValue): Uint8Array {
    const bytes = super.encode(value);
    const given = value instanceof Uint8Array ? value.length : 0;
    bytes.copyWithin(1, 0);
    if (bytes.length > 0) bytes[0] = Math.min(given, this.width - 1, 255);
    return bytes;
  }

  override decode(bytes: Buffer): Buffer {
    return bytes.subarray(1).subarray(0, bytes.at(0) ?? 0);
  }
}

class PaddingField extends Field {
  constructor(length: number) {
    super(length, 1);
  }

  override get values(): number {
    return 0;
  }

  encode(): Uint8Array {
    return new Uint8Array(this.width);
  }

  decode(): boolean {
    return false;
  }

  override *write(): Generator<Uint8Array> {
    yield this.encode();
  }

  override read(reader: Reader): StructValue[] {
    reader.take(this.width);
    return [];
  }
}

class Format {
  static readonly #most = 2n ** 31n - 1n;

  readonly fields: Field[] = [];
  size = 0n;
  native = true;
  big = false;
  #count = '';

  constructor(text: string) {
    for (const [i, letter] of [...text].entries()) this.#read(letter, i);
    if (this.#count) throw new StructError(`expected a code after ${this.#count}, received none`);
  }

  get values(): number {
    return this.fields.reduce((sum, field) => sum + field.values, 0);
  }

  #read(letter: string, index: number): void {
    if (index === 0 && '@=<>!'.includes(letter)) {
      this.native = letter === '@';
      this.big = letter === '>' || letter === '!';
    } else if (letter >= '0' && letter <= '9') {
      this.#count += letter;
    } else if (' \t\n\v\f\r'.includes(letter) && this.#count === '') {
      return;
    } else {
      this.#add(letter, BigInt(this.#count || 1));
      this.#count = '';
    }
  }

  #add(letter: string, count: bigint): void {
    if (count > Format.#most) throw new StructError(`expected a smaller count, received ${count}`);
    const field = this.#field(letter, Number(count));
    const align = field instanceof StringField || letter === 'x' ? 1n : BigInt(field.width);
    const gap = this.native ? (align - (this.size % align)) % align : 0n;
    if (gap > 0n) this.fields.push(new PaddingField(Number(gap)));
    this.fields.push(field);
    this.size += gap + BigInt(field.width) * BigInt(field.count);
    if (this.size > Format.#most) {
      throw new StructError(`expected at most ${Format.#most} bytes, received ${this.size}`);
    }
  }

  #field(letter: string, count: number): Field {
    const lower = letter.toLowerCase();
    switch (letter) {
      case 'x':
        return new PaddingField(count);
      case 's':
        return new StringField(count);
      case 'p':
        return new PascalField(count);
      case 'c':
        return new CharacterField(1, count);
      case '?':
        return new BooleanField(1, count);
      case 'e':
        return new FloatField(2, count);
      case 'f':
        return new FloatField(4, count);
      case 'd':
        return new FloatField(8, count);
    }
    const long = this.native ? 8 : 4;
    const widths = new Map([
      ['b', 1],
      ['h', 2],
      ['i', 4],
      ['l', long],
      ['q', 8],
    ]);
    if (this.native) widths.set('n', 8);
    const width = widths.get(lower);
    if (!width) throw new StructError(`expected a code, received ${JSON.stringify(letter)}`);
    return new IntegerField(width, count, letter === lower);
  }
}

export function calcsize(format: string): number {
  return Number(new Format(format).size);
}

export function pack(format: string, ...values: StructValue[]): Buffer {
  const parsed = new Format(format);
  if (values.length !== parsed.values) {
    throw new StructError(`expected ${parsed.values} values, received ${values.length}`);
  }
  const left = values.values();
  return Buffer.concat(parsed.fields.flatMap((field) => [...field.write(left, parsed.big)]));
}

export function unpack(format: string, data: Uint8Array): StructValue[] {
  const parsed = new Format(format);
  if (BigInt(data.length) !== parsed.size) {
    throw new StructError(`expected ${parsed.size} bytes, received ${data.length}`);
  }
  const reader = new Reader(data);
  return parsed.fields.flatMap((field) => field.read(reader, parsed.big));
}
