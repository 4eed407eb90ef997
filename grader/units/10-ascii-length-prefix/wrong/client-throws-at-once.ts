// Wrong on purpose: encodes before there is a promise, and throws where it should reject.
// check: client-rejects
// cause: thrown-at-once
import {
  encodeMessage,
  MessageDecoder,
  sendMessages as sendLater,
} from '../../../../solutions/10-ascii-length-prefix.ts';

export { encodeMessage, MessageDecoder };

export function sendMessages(
  address: { host: string; port: number },
  texts: readonly string[],
): Promise<string[]> {
  for (const text of texts) encodeMessage(text);
  return sendLater(address, texts);
}
