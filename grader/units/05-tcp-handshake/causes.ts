import { inCell } from './cell-causes.ts';

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
  'Which field of the result says that the time begins to run, or begins anew?',
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
  'An RST was answered. It says that nobody is there, and two ends that answer each other would never stop. So nothing is sent for an RST whose number is right, in any state.',
);
