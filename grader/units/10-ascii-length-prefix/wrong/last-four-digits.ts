// Wrong on purpose: of a length with five digits the last four are sent.
// check: refuses-long
// cause: digits-cut-off
export { MessageDecoder, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

export function encodeMessage(text: string): Buffer {
  const body = Buffer.from(text);
  const header = `000${body.length}`.slice(-4);
  return Buffer.concat([Buffer.from(header), body]);
}
