import { unit } from '../../vocabulary.ts';
import { givesUpOnSilence, greetingAnySplit, hearsGreeting, settles } from './client.ts';
import { manyClients } from './clients-at-once.ts';
import { greets, readsToFin } from './greeting.ts';
import { answersLines, endsOnExit, linesAnySplit } from './lines.ts';
import { closesListenerOnly, listens } from './listening.ts';
import { converses, worksWithReference } from './talking.ts';

export default unit('06-first-conversation', [
  listens,
  greets,
  readsToFin,
  hearsGreeting,
  greetingAnySplit,
  settles,
  givesUpOnSilence,
  answersLines,
  linesAnySplit,
  manyClients,
  endsOnExit,
  closesListenerOnly,
  converses,
  worksWithReference,
]);
