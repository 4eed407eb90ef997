// Wrong on purpose: the payload goes through a string, and its characters are counted.
// check: encodes
// cause: characters-counted
export { FrameDecoder, startFrameServer } from '../../../../solutions/11-length-prefix-framing.ts';

export function encodeFrame(payload: Uint8Array): Buffer {
  const text = new TextDecoder().decode(payload);
  const header = Buffer.alloc(4);
  header.writeUInt32BE(text.length);
  return Buffer.concat([header, payload]);
}
