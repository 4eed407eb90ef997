import type * as exercise from '../../../solutions/05-tcp-handshake.ts';
import { Mistyped } from '../../vocabulary.ts';

type TcpState = exercise.TcpState;
type TcpEvent = exercise.TcpEvent;

const STATES: readonly TcpState[] = [
  'CLOSED',
  'LISTEN',
  'SYN-SENT',
  'SYN-RECEIVED (passive)',
  'SYN-RECEIVED (active)',
  'ESTABLISHED',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'CLOSE-WAIT',
  'CLOSING',
  'LAST-ACK',
  'TIME-WAIT',
];

const EVENTS: readonly TcpEvent[] = [
  'passive OPEN',
  'active OPEN',
  'SEND',
  'CLOSE',
  'ABORT',
  'rcv SYN',
  'rcv SYN,ACK',
  'rcv ACK of SYN',
  'rcv data',
  'rcv FIN',
  'rcv ACK of FIN',
  'rcv FIN,ACK of FIN',
  'rcv RST',
  'timeout 2MSL',
];

/** The name that was meant, whatever its letters' case, and without the signs that a shell would take. */
function meant<Name extends string>(names: readonly Name[], typed: string): Name | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  return names.find((name) => plain(name) === plain(typed));
}

/** Names, four in a line. */
function lines(names: readonly string[]): string {
  return names.map((name, i) => `${i % 4 === 0 ? '\n  ' : ' '}${name}`).join(';');
}

/** The state at the beginning of the words, if one stands there, and the words behind it. */
export function stateIn(words: readonly string[]): { state?: TcpState; rest: readonly string[] } {
  for (let count = Math.min(2, words.length); count > 0; count--) {
    const state = meant(STATES, words.slice(0, count).join(' '));
    if (state !== undefined) return { state, rest: words.slice(count) };
  }
  return { rest: words };
}

/** The event that all of the words are. Throws Mistyped. */
export function eventIn(words: readonly string[]): TcpEvent {
  const event = meant(EVENTS, words.join(' '));
  if (event === undefined)
    throw new Mistyped(`"${words.join(' ')}" is no event; expected${lines(EVENTS)}`);
  return event;
}

/** The state with this name. Throws Mistyped. */
export function stateOf(word: string): TcpState {
  const state = meant(STATES, word);
  if (state === undefined) throw new Mistyped(`"${word}" is no state; expected${lines(STATES)}`);
  return state;
}
