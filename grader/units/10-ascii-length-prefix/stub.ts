/** Where a server listens. */
export interface Address {
  host: string;
  port: number;
}

/**
 * A message: the length of its body in bytes as four ASCII digits, with zeros in front, and then
 * the body, which is the text in UTF-8. Throws RangeError where the body has more than 9,999 bytes.
 */
export function encodeMessage(text: string): Buffer {
  throw new Error('encodeMessage is not written yet');
}

/** Finds the messages in a stream of bytes that is pushed to it, wherever the stream was cut. */
export class MessageDecoder {
  /**
   * Takes the next bytes of the stream. Returns the texts of the messages that are complete with
   * them, in order; often there are none. The chunk stays the caller's, who may change it
   * afterwards.
   *
   * Throws an Error for a header that is not four ASCII digits, and a TypeError for a body that is
   * no UTF-8. From then on every push() throws.
   */
  push(chunk: Uint8Array): string[] {
    throw new Error('push is not written yet');
  }

  /** The stream has ended. Throws an Error where that was inside a message, header or body. */
  end(): void {
    throw new Error('end is not written yet');
  }
}

/**
 * Connects, sends each text as a message, then FIN; resolves with the texts of all messages that
 * the server sends before its FIN.
 *
 * Rejects with a RangeError, and sends nothing, where a text is too long. Rejects with an Error
 * where the connection fails or the server's stream ends inside a message. Where that stream holds
 * a bad header, or a body that is no UTF-8, it rejects at once and destroys its socket.
 */
export async function sendMessages(address: Address, texts: readonly string[]): Promise<string[]> {
  throw new Error('sendMessages is not written yet');
}
