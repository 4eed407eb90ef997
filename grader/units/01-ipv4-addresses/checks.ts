import { unit } from '../../vocabulary.ts';
import { containsAligned, containsAtTheEdges, containsUnaligned } from './contains-checks.ts';
import { classes, privateKinds, specialKinds } from './kind-checks.ts';
import { rangeOfSmallBlocks, ranges, refusesCidrs } from './range-checks.ts';
import { formats, parses, refusesNumbers, refusesTexts, saysWhere } from './text-checks.ts';

export default unit('01-ipv4-addresses', [
  parses,
  refusesTexts,
  saysWhere,
  formats,
  refusesNumbers,
  containsAligned,
  containsUnaligned,
  containsAtTheEdges,
  ranges,
  rangeOfSmallBlocks,
  refusesCidrs,
  privateKinds,
  specialKinds,
  classes,
]);
