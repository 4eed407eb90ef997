import { inCell } from './cell-causes.ts';

/** Causes that show in how a segment is met that does not belong. */

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

export const openedWithoutTheirSyn = inCell(
  'opened-without-their-syn',
  ({ state, expected, received }) =>
    state === 'SYN-SENT' &&
    expected.state === state &&
    expected.send.length === 0 &&
    received.state === 'ESTABLISHED',
  "Our SYN is acknowledged, and that was taken for all. The other end's SYN has not come: we do not know the number it begins with, and could not tell its first octet.",
  'Each end has to hear two things before it is ESTABLISHED. Which of them is in this segment?',
);

export const fittingIsReset = inCell(
  'fitting-is-reset',
  ({ state, expected, received }) =>
    state === 'SYN-SENT' && expected.send.length === 0 && received.send.includes('RST'),
  'This segment acknowledges our SYN, which we have sent: it may well belong to us. It brings no SYN, so it is of no use yet, and is dropped. An RST would end what is about to open.',
  'What would a segment have to acknowledge, so that it cannot belong to this connection?',
);

export const unsentIsSilent = inCell(
  'unsent-is-silent',
  ({ state, event, expected, received }) =>
    event.includes('ACK of FIN') &&
    expected.send[0] === 'ACK' &&
    expected.state === state &&
    received.state === state &&
    received.send.length === 0,
  'The segment acknowledges a FIN that this end has not sent, and was dropped without a word. Once a connection is open, an ACK goes back: it tells the other end which numbers we use.',
  'What does the other end learn from an ACK, and what from silence?',
);

export const unsentResets = inCell(
  'unsent-resets',
  ({ event, expected, received }) =>
    event.includes('ACK of FIN') && expected.send[0] === 'ACK' && received.send.includes('RST'),
  'The segment acknowledges a FIN that this end has not sent, and an RST went back. While a connection is being opened, that is right. Once it is open, one stray segment must not end it: an ACK says where we are.',
  'What would the other end do with this RST, if the connection is its own as well?',
);
