// Wrong on purpose: the end of the stream is taken for the end of the last message.
// check: end-in-message
// cause: cut-message-accepted
export { encodeMessage, sendMessages } from '../../../../solutions/10-ascii-length-prefix.ts';

import { MessageDecoder as Decoder } from '../../../../solutions/10-ascii-length-prefix.ts';

export class MessageDecoder extends Decoder {
  override end(): void {
    // Nothing is left to be done: whatever was complete has been handed out.
  }
}
