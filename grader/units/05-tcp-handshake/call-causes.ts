import { inCell } from './cell-causes.ts';

/** Causes that show in what a program asks for, and when. */

export const closesUnopened = inCell(
  'closes-unopened',
  ({ state, event, received }) =>
    (state === 'LISTEN' || state === 'SYN-SENT') &&
    event === 'CLOSE' &&
    (received.send.includes('FIN') || received.state === 'FIN-WAIT-1'),
  'A FIN was sent, or waited for, where nothing is open: no SYN of the other end has come. Nobody there knows of a connection that could be closed.',
  'What does the other end know of this connection so far, and whom would a FIN tell anything?',
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
