import { nameOf } from './wire.ts';

/** JOIN "Ann", SAY 0 "hi", SAID 0 Ann "hi"; undefined for what is no message of the lesson's table. */
export function tell(datagram: Buffer): string | undefined {
  const name = nameOf(datagram);
  switch (name) {
    case 'JOIN':
    case 'REFUSED':
      return `${name} ${short(datagram.subarray(1))}`;
    case 'SAY':
      return datagram.length < 3
        ? undefined
        : `SAY ${datagram.readUInt16BE(1)} ${short(datagram.subarray(3))}`;
    case 'SAID': {
      const text = 4 + (datagram[3] ?? 0);
      if (datagram.length < text) return undefined;
      const from = datagram.subarray(4, text).toString();
      return `SAID ${datagram.readUInt16BE(1)} ${from} ${short(datagram.subarray(text))}`;
    }
    case 'LEAVE':
    case 'WELCOME':
      return datagram.length === 1 ? name : undefined;
    default:
      return undefined;
  }
}

function short(bytes: Buffer): string {
  const text = [...bytes.toString()];
  return JSON.stringify(text.length <= 12 ? text.join('') : `${text.slice(0, 11).join('')}…`);
}
