import net from 'node:net';

/** Where a server listens. Port 0 lets the kernel choose. */
export interface Address {
  host: string;
  port: number;
}

/** What a FrameDecoder takes: the largest body it accepts, 16 MiB (16,777,216) unless told. */
export interface FrameDecoderOptions {
  maxFrameLength?: number;
}

/**
 * A frame: the payload's length in bytes as uint32 big-endian, then the payload. The buffer is the
 * caller's own: what happens to `payload` afterwards does not change it.
 */
export function encodeFrame(payload: Uint8Array): Buffer {
  throw new Error('encodeFrame is not written yet');
}

/**
 * Finds the frames in a stream of bytes that is pushed to it, wherever the stream was cut. Each
 * byte costs the same, however many chunks they come in and however many frames a chunk holds.
 */
export class FrameDecoder {
  constructor(options?: FrameDecoderOptions) {}

  /**
   * Takes the next bytes of the stream. Returns the payloads of the frames that are complete with
   * them, in order; often there are none. The chunk stays the caller's, who may change it
   * afterwards; a frame once returned does not change any more.
   *
   * A header with a length beyond `maxFrameLength` throws a RangeError, before anything is
   * allocated for it. From then on every push() throws.
   */
  push(chunk: Uint8Array): Buffer[] {
    throw new Error('push is not written yet');
  }

  /** The stream has ended. Throws an Error where that was inside a frame, header or body. */
  end(): void {
    throw new Error('end is not written yet');
  }
}

/**
 * A server that answers each frame, as soon as it is complete, by one frame: the same payload with
 * its bytes in reverse order. Resolves once it listens, on exactly `host`; rejects with the
 * kernel's error where it cannot.
 *
 * All frames that were complete before a client's FIN are answered, and then the server sends FIN,
 * also where the stream ended inside a frame. A client whose frame is too long is cut off. Neither
 * of these, nor a client that resets, disturbs the server or the other clients.
 */
export async function startFrameServer(address: Address): Promise<net.Server> {
  throw new Error('startFrameServer is not written yet');
}
