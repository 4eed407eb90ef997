import { bothValues, type Cause, type Evidence, receivedText } from '../../vocabulary.ts';
import { isRecord } from './cells.ts';

/** One cell of the table: what was expected of it, and what came. */
interface Cell {
  state: string;
  event: string;
  expected: { state: unknown; send: unknown[]; timer?: unknown };
  received: { state: unknown; send: unknown[]; error?: unknown; timer?: unknown };
}

function cellOf(evidence: Evidence): Cell | undefined {
  const { state, event } = evidence.facts ?? {};
  const { expected, received } = bothValues(evidence) ?? {};
  if (typeof state !== 'string' || typeof event !== 'string') return undefined;
  if (!isRecord(expected) || !isRecord(received)) return undefined;
  if (!Array.isArray(received.send) || !Array.isArray(expected.send)) return undefined;
  return {
    state,
    event,
    expected: { ...expected, state: expected.state, send: expected.send },
    received: { ...received, state: received.state, send: received.send },
  };
}

/** A cause that shows in one cell of the table. */
export function inCell(
  id: string,
  shows: (cell: Cell) => boolean,
  text: string,
  next?: string,
): Cause {
  return {
    id,
    ...(next ? { next } : {}),
    explain(evidence) {
      const cell = cellOf(evidence);
      return cell && shows(cell) ? text : undefined;
    },
  };
}

export const sendIsNoList: Cause = {
  id: 'send-is-no-list',
  explain(evidence) {
    const { received } = bothValues(evidence) ?? {};
    if (!isRecord(received) || typeof received.send !== 'string') return undefined;
    return `send is the text ${JSON.stringify(received.send)} here. It is a list, also where one segment is sent, and an empty one where nothing is.`;
  },
  next: 'How would send say that two segments leave, and how that none does?',
};

export const noResult: Cause = {
  id: 'no-result',
  next: 'What does step return for every pair, and of which kinds are state and send?',
  explain(evidence) {
    const { received, facts } = evidence;
    if (!received || !('text' in received) || facts?.gavePromise === true) return undefined;
    if (cellOf(evidence) || /^\w*Error: |^a throw/.test(received.text)) return undefined;
    return 'That is no result. Each has a state, which is one of the twelve names, and send, a list of what is sent; error and timer only where there is one.';
  },
};

export const stepThrows: Cause = {
  id: 'step-throws',
  explain(evidence) {
    const { facts } = evidence;
    if (facts?.threw !== true || receivedText(evidence).endsWith('is not written yet'))
      return undefined;
    return facts.refused === true
      ? 'Your step threw an error. A call that is not served still has a result: the state, which stays, nothing in send, and the reason in error.'
      : 'Your step threw an error. It never throws: each of the 12 × 14 pairs has a result, with a state and a list of what is sent.';
  },
  next: 'Which line of yours throws, and what does the lesson ask for as the result of this pair?',
};
