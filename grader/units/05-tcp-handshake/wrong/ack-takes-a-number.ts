// Wrong on purpose: each segment takes a number at least.
// check: counts-numbers
// cause: miscounts-controls
import type { Segment } from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, step } from '../../../../solutions/05-tcp-handshake.ts';

export function sequenceLength({ flags, length }: Pick<Segment, 'flags' | 'length'>): number {
  return length + flags.filter((flag) => flag !== 'RST').length;
}
