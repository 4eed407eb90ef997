import type { Conversation, Seen } from './conversations.ts';

const PASSIVE = 'SYN-RECEIVED (passive)';
const LISTENING = { A: 'CLOSED', B: 'LISTEN' };
const OPEN = { A: 'ESTABLISHED', B: 'ESTABLISHED' };

/** "A> SYN 100 -": what A sends, with its number, acknowledgment and octets; "A<" is what reaches A. */
function built(lines: string): Seen[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [way = '', flags = '', seq, ack, length = '0'] = line.trim().split(/ +/);
      const at = way.charAt(0);
      const from = way.endsWith('>') ? at : at === 'A' ? 'B' : 'A';
      const numbers = { seq: Number(seq), ack: ack === '-' ? 0 : Number(ack) };
      return { at, from, flags: flags.split(','), ...numbers, length: Number(length) };
    });
}

/** Built by hand, with figures 8 and 9 of RFC 9293; and closes that a kernel seldom shows. */
export const BUILT: readonly Conversation[] = [
  {
    name: 'old-duplicate-syn',
    start: LISTENING,
    segments: built(`
      A> SYN 100 -
      B< SYN 99 -
      B> SYN,ACK 300 100
      A< SYN,ACK 300 100
      A> RST 100 -
      B< RST 100 -
      B< SYN 100 -
      B> SYN,ACK 400 101
      A< SYN,ACK 400 101
      A> ACK 101 401
      B< ACK 101 401`),
    changes: {
      1: 'SYN-SENT',
      2: PASSIVE,
      6: 'LISTEN',
      7: PASSIVE,
      9: 'ESTABLISHED',
      11: 'ESTABLISHED',
    },
  },
  {
    name: 'half-open',
    start: { A: 'CLOSED', B: 'ESTABLISHED' },
    segments: built(`
      A> SYN 400 -
      B< SYN 400 -
      B> ACK 300 100
      A< ACK 300 100
      A> RST 100 -
      B< RST 100 -
      A> SYN 400 -`),
    changes: { 1: 'SYN-SENT', 6: 'CLOSED' },
  },
  {
    name: 'data-with-the-ack-of-fin',
    start: OPEN,
    segments: built(`
      A> ACK,FIN 100 300
      B< ACK,FIN 100 300
      B> ACK 300 101 5
      A< ACK 300 101 5
      A> ACK 101 305
      B< ACK 101 305
      B> ACK,FIN 305 101
      A< ACK,FIN 305 101
      A> ACK 101 306
      B< ACK 101 306`),
    changes: {
      1: 'FIN-WAIT-1',
      2: 'CLOSE-WAIT',
      4: 'FIN-WAIT-2',
      7: 'LAST-ACK',
      8: 'TIME-WAIT',
      10: 'CLOSED',
    },
  },
  {
    name: 'fin-behind-data',
    start: OPEN,
    segments: built(`
      B> ACK 300 100 2
      A> ACK,FIN 100 300 5
      A< ACK 300 100 2
      B< ACK,FIN 100 300 5
      B> ACK 302 105
      A< ACK 302 105
      B> ACK 302 106
      A< ACK 302 106
      B> ACK,FIN 302 106 9
      A< ACK,FIN 302 106 9
      A> ACK 106 312
      B< ACK 106 312`),
    changes: {
      2: 'FIN-WAIT-1',
      4: 'CLOSE-WAIT',
      8: 'FIN-WAIT-2',
      9: 'LAST-ACK',
      10: 'TIME-WAIT',
      12: 'CLOSED',
    },
  },
  {
    name: 'lost-ack-in-closing',
    start: OPEN,
    segments: built(`
      A> ACK,FIN 4294967295 2147483647
      B> ACK,FIN 2147483647 4294967295
      B< ACK,FIN 4294967295 2147483647
      B> ACK 2147483648 0
      A< ACK,FIN 2147483647 4294967295
      A> ACK 0 2147483648
      B< ACK 0 2147483648
      A> ACK,FIN 4294967295 2147483648
      B< ACK,FIN 4294967295 2147483648
      B> ACK 2147483648 0
      A< ACK 2147483648 0`),
    changes: {
      1: 'FIN-WAIT-1',
      2: 'FIN-WAIT-1',
      3: 'CLOSING',
      5: 'CLOSING',
      7: 'TIME-WAIT',
      11: 'TIME-WAIT',
    },
  },
  {
    name: 'crossed-fins-sent-again',
    start: OPEN,
    segments: built(`
      A> ACK,FIN 100 300
      B> ACK,FIN 300 100
      B< ACK,FIN 100 300
      B> ACK 301 101
      A< ACK,FIN 300 100
      A> ACK 101 301
      B> ACK,FIN 300 101
      A< ACK,FIN 300 101`),
    changes: { 1: 'FIN-WAIT-1', 2: 'FIN-WAIT-1', 3: 'CLOSING', 5: 'CLOSING', 8: 'TIME-WAIT' },
  },
  {
    name: 'old-ack-in-syn-received',
    start: LISTENING,
    segments: built(`
      A> SYN 100 -
      B< SYN 100 -
      B> SYN,ACK 300 101
      B< ACK 101 250
      B> RST 250 -
      B< ACK,FIN 101 250 5
      B> RST 250 -
      B< ACK 101 400
      B> RST 400 -
      A< SYN,ACK 300 101
      A> ACK 101 301
      B< ACK 101 301`),
    changes: { 1: 'SYN-SENT', 2: PASSIVE, 10: 'ESTABLISHED', 12: 'ESTABLISHED' },
  },
];
