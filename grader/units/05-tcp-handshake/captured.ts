import type { Conversation } from './conversations.ts';
import vectors from './vectors.json' with { type: 'json' };

const PASSIVE = 'SYN-RECEIVED (passive)';
const ACTIVE = 'SYN-RECEIVED (active)';
const LISTENING = { A: 'CLOSED', B: 'LISTEN' };
const OPENING = { 1: 'SYN-SENT', 2: PASSIVE, 4: 'ESTABLISHED', 6: 'ESTABLISHED' };

/** Captured: captures/README.md says how. The states were read off by hand, with figures 6, 7, 12 and 13. */
export const CAPTURED: readonly Conversation[] = [
  {
    name: 'four-segment-close',
    start: LISTENING,
    segments: vectors['four-segment-close'],
    changes: {
      ...OPENING,
      10: 'FIN-WAIT-1',
      11: 'CLOSE-WAIT',
      14: 'FIN-WAIT-2',
      19: 'LAST-ACK',
      20: 'TIME-WAIT',
      22: 'CLOSED',
    },
  },
  {
    name: 'three-segment-close',
    start: LISTENING,
    segments: vectors['three-segment-close'],
    changes: {
      ...OPENING,
      12: 'FIN-WAIT-1',
      14: 'CLOSE-WAIT',
      15: 'LAST-ACK',
      16: 'TIME-WAIT',
      18: 'CLOSED',
    },
  },
  {
    name: 'simultaneous-close',
    start: LISTENING,
    segments: vectors['simultaneous-close'],
    changes: {
      ...OPENING,
      7: 'FIN-WAIT-1',
      8: 'FIN-WAIT-1',
      9: 'CLOSING',
      11: 'CLOSING',
      13: 'TIME-WAIT',
      14: 'TIME-WAIT',
    },
  },
  {
    name: 'simultaneous-open',
    start: { A: 'CLOSED', B: 'CLOSED' },
    segments: vectors['simultaneous-open'],
    changes: {
      1: 'SYN-SENT',
      2: 'SYN-SENT',
      3: ACTIVE,
      5: ACTIVE,
      7: 'ESTABLISHED',
      9: 'ESTABLISHED',
      13: 'FIN-WAIT-1',
      14: 'CLOSE-WAIT',
      16: 'FIN-WAIT-2',
      17: 'LAST-ACK',
      18: 'TIME-WAIT',
      20: 'CLOSED',
    },
  },
  {
    name: 'reset-with-unread-data',
    start: LISTENING,
    segments: vectors['reset-with-unread-data'],
    changes: { ...OPENING, 11: 'CLOSED', 12: 'CLOSED' },
  },
  {
    name: 'refused',
    start: { A: 'CLOSED', B: 'CLOSED' },
    segments: vectors.refused,
    changes: { 1: 'SYN-SENT', 4: 'CLOSED' },
  },
];

/** Captured, with segments that were lost, sent again, or numbered across 2**32. */
export const CAPTURED_WITH_LOSS: readonly Conversation[] = [
  {
    name: 'lost-last-ack',
    start: LISTENING,
    segments: vectors['lost-last-ack'],
    changes: {
      ...OPENING,
      7: 'FIN-WAIT-1',
      8: 'CLOSE-WAIT',
      10: 'FIN-WAIT-2',
      11: 'LAST-ACK',
      12: 'TIME-WAIT',
      17: 'CLOSED',
    },
  },
  {
    name: 'duplicate-syn',
    start: LISTENING,
    segments: vectors['duplicate-syn'],
    changes: {
      1: 'SYN-SENT',
      2: PASSIVE,
      8: 'ESTABLISHED',
      12: 'ESTABLISHED',
      13: 'FIN-WAIT-1',
      15: 'CLOSE-WAIT',
      17: 'FIN-WAIT-2',
      18: 'LAST-ACK',
      19: 'TIME-WAIT',
      21: 'CLOSED',
    },
  },
  {
    name: 'lost-handshake-ack',
    start: LISTENING,
    segments: vectors['lost-handshake-ack'],
    changes: {
      1: 'SYN-SENT',
      2: PASSIVE,
      4: 'ESTABLISHED',
      7: 'ESTABLISHED',
      9: 'FIN-WAIT-1',
      11: 'CLOSE-WAIT',
      13: 'FIN-WAIT-2',
      14: 'LAST-ACK',
      15: 'TIME-WAIT',
      17: 'CLOSED',
    },
  },
  {
    name: 'sequence-wrap',
    start: LISTENING,
    segments: vectors['sequence-wrap'],
    changes: {
      ...OPENING,
      10: 'FIN-WAIT-1',
      12: 'CLOSE-WAIT',
      14: 'FIN-WAIT-2',
      15: 'LAST-ACK',
      16: 'TIME-WAIT',
      18: 'CLOSED',
    },
  },
];
