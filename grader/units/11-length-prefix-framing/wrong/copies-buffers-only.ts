// Wrong on purpose: asks the payload to copy itself, which only a Buffer can.
// check: encodes
// cause: plain-uint8array
export { FrameDecoder, startFrameServer } from '../../../../solutions/11-length-prefix-framing.ts';

export function encodeFrame(payload: Uint8Array): Buffer {
  const frame = Buffer.alloc(4 + payload.length);
  frame.writeUInt32BE(payload.length);
  // @ts-expect-error: TypeScript says so as well
  payload.copy(frame, 4);
  return frame;
}
