/** A format of one number: its code. */
export function oneNumber(format: unknown): string | undefined {
  return /^[@=<>!]?([bBhHiIlLqQnNefd])$/.exec(String(format))?.[1];
}

export function isBigEndian(format: unknown): boolean {
  return /^[>!]/.test(String(format));
}

/** What a code makes of these bytes, as many as there are. */
export function numberIn(bytes: Uint8Array, code: string, big: boolean): number | bigint {
  const view = new DataView(Uint8Array.from(bytes).buffer);
  if (code === 'd') return view.getFloat64(0, !big);
  if (code === 'f') return view.getFloat32(0, !big);
  if (code === 'e') return halfIn(view.getUint16(0, !big));
  const bits = BigInt(`0x${inOrder(bytes, big).toString('hex')}`);
  const whole = code === code.toLowerCase() ? BigInt.asIntN(8 * bytes.length, bits) : bits;
  return bytes.length === 8 ? whole : Number(whole);
}

function halfIn(bits: number): number {
  const sign = bits >= 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) % 32;
  const fraction = bits % 1024;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (exponent ? 1024 + fraction : fraction) * 2 ** (Math.max(exponent, 1) - 25);
}

/** A copy with the highest byte first. */
export function inOrder(bytes: Uint8Array, big: boolean): Buffer {
  const copy = Buffer.from(bytes);
  return big ? copy : copy.reverse();
}
