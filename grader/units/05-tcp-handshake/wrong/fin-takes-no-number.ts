// Wrong on purpose: a FIN carries no data, so it takes no number.
// check: counts-numbers
// cause: miscounts-controls
import type { Segment } from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, step } from '../../../../solutions/05-tcp-handshake.ts';

export function sequenceLength({ flags, length }: Pick<Segment, 'flags' | 'length'>): number {
  return flags.includes('SYN') ? length + 1 : length;
}
