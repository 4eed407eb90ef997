import { bothValues, type Cause, type Evidence } from '../../vocabulary.ts';
import { isRecord } from './cells.ts';

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
function inCell(id: string, shows: (cell: Cell) => boolean, text: string): Cause {
  return {
    id,
    explain(evidence) {
      const cell = cellOf(evidence);
      return cell && shows(cell) ? text : undefined;
    },
  };
}

export const noResult: Cause = {
  id: 'no-result',
  explain(evidence) {
    const { received, facts } = evidence;
    if (!received || !('text' in received) || facts?.gavePromise === true) return undefined;
    if (cellOf(evidence) || /^\w*Error: |^a throw/.test(received.text)) return undefined;
    return 'That is no result. Each has a state, which is one of the twelve names, and send, a list of what is sent; error and timer only where there is one.';
  },
};

export const acceptCompletes = inCell(
  'accept-completes',
  ({ state, event, received }) =>
    event === 'rcv ACK of SYN' && received.state === state && received.send.length === 0,
  'The handshake was left unfinished when its last ACK came. Nothing else is to come: accept() is no event of TCP. It hands a connection that is complete to the program.',
);

export const establishedOnSyn = inCell(
  'established-on-syn',
  ({ event, received }) => event === 'rcv SYN' && received.state === 'ESTABLISHED',
  'One SYN made the connection ESTABLISHED. Until our own SYN is acknowledged we do not know that the other end hears us, nor that the SYN is not an old one, come late.',
);

export const crossedSynRefused = inCell(
  'crossed-syn-refused',
  ({ state, event, received }) =>
    state === 'SYN-SENT' && event === 'rcv SYN' && received.state !== 'SYN-RECEIVED (active)',
  'A SYN came while we waited for SYN,ACK, and was not taken for a request to open. The other end has called us at the same moment: that opens one connection, not none.',
);

export const closeWaitIsMute = inCell(
  'close-wait-is-mute',
  ({ state, event, received }) =>
    state === 'CLOSE-WAIT' && event === 'SEND' && !received.send.includes('data'),
  "The other end's FIN says that it sends no more. Our direction is still open: in CLOSE-WAIT we may send as much as we like, until our own CLOSE.",
);

export const finWaitIsDeaf = inCell(
  'fin-wait-is-deaf',
  ({ state, event, received }) =>
    state.startsWith('FIN-WAIT') && event === 'rcv data' && !received.send.includes('ACK'),
  'Data came after our FIN and was not acknowledged. Our FIN closed our direction; the other end may go on sending until its own.',
);

export const noFinWait2 = inCell(
  'no-fin-wait-2',
  ({ state, event, received }) =>
    state === 'FIN-WAIT-1' &&
    event === 'rcv ACK of FIN' &&
    (received.state === 'TIME-WAIT' || received.state === 'CLOSED'),
  'Our FIN is acknowledged, and the connection was taken for finished. The other end has not sent its FIN yet, and may send data for hours: FIN-WAIT-2 is the state that waits for it.',
);

export const timeWaitOnPassiveSide = inCell(
  'time-wait-on-passive-side',
  ({ state, received }) => state === 'LAST-ACK' && received.state === 'TIME-WAIT',
  'TIME-WAIT is for the end that sends the last ACK, because that ACK may be lost. This end receives it: nothing of its own is on the way any more.',
);

export const closesForItsUser = inCell(
  'closes-for-its-user',
  ({ event, received }) => event === 'rcv FIN' && received.send.includes('FIN'),
  "The other end's FIN was answered with a FIN of our own. That is for the program to say, with its CLOSE: it may have data to send still.",
);

export const noClosing = inCell(
  'no-closing',
  ({ state, event, received }) =>
    state === 'FIN-WAIT-1' && event === 'rcv FIN' && received.state !== 'CLOSING',
  'This FIN does not acknowledge ours: the two have crossed on the way. That ours arrived is not known yet, and CLOSING is the state that waits to hear it.',
);

export const finAndAckApart = inCell(
  'fin-and-ack-apart',
  ({ state, event, received }) =>
    state === 'FIN-WAIT-1' &&
    event === 'rcv FIN,ACK of FIN' &&
    (received.state === 'CLOSING' || received.state === 'FIN-WAIT-2'),
  'One segment brought both things that FIN-WAIT-1 waits for: the ACK of our FIN, and a FIN. One of them was not looked at. ACK and FIN may travel together.',
);

export const timeWaitIsDeaf = inCell(
  'time-wait-is-deaf',
  ({ state, event, received }) =>
    state === 'TIME-WAIT' && event.startsWith('rcv FIN') && !received.send.includes('ACK'),
  'The FIN came again: our last ACK was lost. Where it is not answered, the other end stays in LAST-ACK and sends FIN after FIN. To answer them is what TIME-WAIT is for.',
);

export const timerNotSet = inCell(
  'timer-not-set',
  ({ expected, received }) =>
    expected.timer === '2MSL' &&
    received.timer === undefined &&
    received.state === expected.state &&
    received.send[0] === expected.send[0],
  'State and segments are right, and no timer was set. 2 MSL are counted from the last ACK that was sent; where none runs, TIME-WAIT never ends, or ends too early.',
);

export const repeatedSynResets = inCell(
  'repeated-syn-resets',
  ({ event, received }) =>
    event.startsWith('rcv SYN') && (received.send.includes('RST') || received.state === 'CLOSED'),
  'A SYN that came again tore the connection down. It is an old one, or was sent twice because an answer was lost: an ACK tells the other end where we are.',
);

export const repeatIsSilent = inCell(
  'repeat-is-silent',
  ({ state, expected, received }) =>
    expected.send.includes('ACK') && received.state === state && received.send.length === 0,
  'What came again was dropped without a word. The other end sends it again because it has heard no ACK, and will go on doing so until one arrives.',
);

export const rstIgnored = inCell(
  'rst-ignored',
  ({ state, event, expected, received }) =>
    event === 'rcv RST' && received.state === state && expected.state !== state,
  'The state did not change. After an RST the other end knows nothing of this connection any more: there is nobody left to speak with.',
);

export const rstForgetsListen = inCell(
  'rst-forgets-listen',
  ({ event, expected, received }) =>
    event === 'rcv RST' && expected.state === 'LISTEN' && received.state === 'CLOSED',
  'A listener was closed by an RST. One RST of one stranger would end a server: what listened before goes on listening.',
);

export const rstAnswered = inCell(
  'rst-answered',
  ({ event, received }) => event === 'rcv RST' && received.send.length > 0,
  'An RST was answered. Two ends that do that would answer each other for ever, so nothing is sent for an RST, in any state.',
);

export const secondFin = inCell(
  'second-fin',
  ({ event, received }) => event === 'CLOSE' && received.send.includes('FIN'),
  'A second CLOSE sent a second FIN. Our FIN is out already; it has one number, and is sent again only where it is not acknowledged.',
);

export const callServed = inCell(
  'call-served',
  ({ received }) => received.error === undefined,
  'The call came back without an error. A program that hears nothing believes that it was served.',
);

export const closedIsSilent = inCell(
  'closed-is-silent',
  ({ state, event, received }) =>
    (state === 'CLOSED' || state === 'LISTEN') &&
    event.startsWith('rcv') &&
    received.send.length === 0,
  'The segment belongs to no connection here, and was dropped without a word. Its sender would try again until it gives up. An RST tells it at once.',
);

export const acknowledgesAcks = inCell(
  'acknowledges-acks',
  ({ event, expected, received }) =>
    /^rcv ACK/.test(event) && expected.send.length === 0 && received.send.includes('ACK'),
  'A bare ACK was answered with an ACK. It takes no number, so there is nothing to acknowledge; two ends that do this never stop.',
);

export const unsentBelieved = inCell(
  'unsent-believed',
  ({ state, event, expected, received }) =>
    event.includes('ACK of FIN') && expected.state === state && received.state !== state,
  'The segment acknowledges a FIN that this end has never sent, and was believed. It belongs to another connection, an old one, or nobody meant it well.',
);
