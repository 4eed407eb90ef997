// Wrong on purpose: padStart() is trusted to give four digits, and gives five.
// check: refuses-long
// cause: five-digits
export { MessageDecoder, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

export function encodeMessage(text: string): Buffer {
  const body = Buffer.from(text);
  const header = String(body.length).padStart(4, '0');
  return Buffer.concat([Buffer.from(header), body]);
}
