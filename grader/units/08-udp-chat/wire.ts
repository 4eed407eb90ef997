/** The messages of the chat, as the lesson's table of bytes gives them. */
export const join = (name: string | Buffer) => message(0x01, Buffer.from(name));
export const say = (number: number, text: string | Buffer) =>
  message(0x02, uint16(number), Buffer.from(text));
export const LEAVE = Buffer.of(0x03);
export const WELCOME = Buffer.of(0x11);
export const refused = (reason: string) => message(0x13, Buffer.from(reason));

export function said(number: number, name: string, text: string | Buffer): Buffer {
  const bytes = Buffer.from(name);
  return message(0x12, uint16(number), Buffer.of(bytes.length), bytes, Buffer.from(text));
}

export const LARGEST_DATAGRAM = 65_507;

const NAMES: Record<number, string> = {
  1: 'JOIN',
  2: 'SAY',
  3: 'LEAVE',
  17: 'WELCOME',
  18: 'SAID',
  19: 'REFUSED',
};

/** What the first byte of a datagram says that it is. */
export function nameOf(datagram: Uint8Array): string {
  const [type] = datagram;
  return type === undefined ? 'an empty datagram' : (NAMES[type] ?? 'a datagram of no known type');
}

function message(type: number, ...parts: Buffer[]): Buffer {
  return Buffer.concat([Buffer.of(type), ...parts]);
}

function uint16(number: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(number);
  return bytes;
}
