import { type Cause, Failure } from '../../vocabulary.ts';

/**
 * A small Buffer is a part of a larger ArrayBuffer in the learner's process, and a Uint8Array has one to
 * itself. Throws the failure over a Buffer, with whether the same bytes in a Uint8Array went right.
 */
export async function tellOffset(error: unknown, again: () => Promise<void>): Promise<never> {
  if (!(error instanceof Failure)) throw error;
  const rightAlone = await again().then(
    () => true,
    () => false,
  );
  throw rightAlone ? error.with({ facts: { rightAlone } }) : error;
}

export const byteOffsetIgnored: Cause = {
  id: 'byte-offset-ignored',
  next: 'Print bytes.buffer.byteLength and bytes.byteOffset for a Buffer of a few bytes. Where do its bytes begin?',
  explain({ facts }) {
    if (facts?.rightAlone !== true) return undefined;
    return 'The same bytes went right where they had an ArrayBuffer to themselves. Here they are a part of a larger one, as most small Buffers are: bytes.buffer is all of it, and yours begin at bytes.byteOffset.';
  },
};
