// Wrong on purpose: the length goes out with its lowest byte first.
// check: encodes
// cause: wrong-byte-order
export { FrameDecoder, startFrameServer } from '../../../../solutions/11-length-prefix-framing.ts';

export function encodeFrame(payload: Uint8Array): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32LE(payload.length);
  return Buffer.concat([header, payload]);
}
