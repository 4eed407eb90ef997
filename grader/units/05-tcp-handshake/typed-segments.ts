import type * as exercise from '../../../solutions/05-tcp-handshake.ts';
import { Mistyped, shown } from '../../vocabulary.ts';
import type { Conversation } from './conversations.ts';
import { stateOf } from './typed-events.ts';

type Segment = exercise.Segment;
type End = exercise.End;
type Flag = exercise.Flag;

const FIRST = { A: 100, B: 300 };
const FLAGS: readonly Flag[] = ['SYN', 'ACK', 'FIN', 'RST'];

interface Played {
  segments: Segment[];
  start: exercise.Ends;
}

/** A conversation as explain() takes it: a captured one, or what somebody typed. Throws Mistyped. */
export function readConversation(given: Conversation | readonly string[]): Played {
  return 'segments' in given ? captured(given) : new Typist().play(given);
}

function captured({ segments, start }: Conversation): Played {
  return {
    segments: segments.map((segment) => ({
      ...segment,
      at: endOf(segment.at),
      from: endOf(segment.from),
      flags: FLAGS.filter((flag) => segment.flags.includes(flag)),
    })),
    start: { A: stateOf(start.A), B: stateOf(start.B) },
  };
}

/** Fills in what nobody wants to type: the numbers of both ends, and what each has heard. */
class Typist {
  readonly #segments: Segment[] = [];
  readonly #start: exercise.Ends = { A: 'CLOSED', B: 'LISTEN' };
  /** The number that each end sends next. */
  readonly #next = { ...FIRST };
  /** The number that each end expects next, once it has heard a SYN. */
  readonly #expected = { A: 0, B: 0 };
  readonly #last: Partial<Record<End, Segment>> = {};
  readonly #late: Record<End, Segment[]> = { A: [], B: [] };

  play(words: readonly string[]): Played {
    for (const word of words) {
      const [, end, state] = /^([AB])=(.+)$/i.exec(word) ?? [];
      if (end !== undefined && state !== undefined) this.#start[endOf(end)] = stateOf(state);
      else this.#take(word);
    }
    return { segments: this.#segments, start: this.#start };
  }

  #take(word: string): void {
    const [, letter, what, late] = /^([AB]):([^:]+)(:late)?$/i.exec(word) ?? [];
    if (letter === undefined || what === undefined)
      throw new Mistyped(`expected a segment such as A:SYN or B:FIN,ACK, not "${word}"`);
    const end = endOf(letter);
    if (what === 'late') {
      this.#arrive(end, this.#late[end].shift(), word);
      return;
    }
    const sent = what === 'again' ? this.#last[end] : this.#made(end, what, word);
    if (!sent) throw new Mistyped(`${word}: ${end} has sent nothing that it could send again`);
    this.#last[end] = sent;
    this.#segments.push(sent);
    const other = end === 'A' ? 'B' : 'A';
    if (late === undefined) this.#arrive(other, sent, word);
    else this.#late[other].push(sent);
  }

  #made(from: End, what: string, word: string): Segment {
    const parts = what.toUpperCase().split(',');
    const length = parts.reduce(
      (sum, part) => sum + (/^\d{1,5}$/.test(part) ? Number(part) : 0),
      0,
    );
    const unknown = parts.find((part) => !/^\d{1,5}$/.test(part) && !isFlag(part));
    if (unknown !== undefined)
      throw new Mistyped(
        `${word}: expected SYN, ACK, FIN, RST or a number of octets, not "${unknown}"`,
      );
    const carriesAck = parts.includes('ACK') || parts.includes('FIN') || length > 0;
    const flags = FLAGS.filter((flag) => (flag === 'ACK' ? carriesAck : parts.includes(flag)));
    // A SYN has the first number, also where it is sent a second time.
    const seq = flags.includes('SYN') ? FIRST[from] : this.#next[from];
    const after = seq + numbersOf(flags, length);
    this.#next[from] = Math.max(this.#next[from], after);
    const ack = carriesAck ? this.#expected[from] : 0;
    return { at: from, from, flags, seq, ack, length };
  }

  #arrive(at: End, segment: Segment | undefined, word: string): void {
    if (!segment) throw new Mistyped(`${word}: nothing that is late is on its way to ${at}`);
    this.#segments.push({ ...segment, at });
    const { flags, length, seq } = segment;
    const isFirst = this.#expected[at] === 0 && flags.includes('SYN');
    const isNext = isFirst || seq === this.#expected[at];
    if (isNext) this.#expected[at] = seq + numbersOf(flags, length);
  }
}

function isFlag(text: string): boolean {
  return FLAGS.some((flag) => flag === text);
}

function endOf(letter: string): End {
  return letter.toUpperCase() === 'A' ? 'A' : 'B';
}

function numbersOf(flags: readonly Flag[], length: number): number {
  return length + (flags.includes('SYN') ? 1 : 0) + (flags.includes('FIN') ? 1 : 0);
}

/** A line for each segment, and the states that became others with it. */
export function toldConversation(
  segments: readonly Segment[],
  start: exercise.Ends,
  states: readonly unknown[],
): string {
  const lefts = segments.map(({ at, from, flags, seq, ack, length }) => {
    const names = flags.join(',');
    const what =
      length === 0 ? names : names === 'ACK' ? octets(length) : `${names} ${octets(length)}`;
    const acked = flags.includes('ACK') ? ` ack=${ack}` : '';
    return ` ${at}   ${from}    ${what.padEnd(8)} seq=${seq}${acked}`;
  });
  const width = Math.max(...lefts.map(({ length }) => length)) + 3;
  let before = toldEnds(start);
  const lines = lefts.map((left, i) => {
    const now = toldEnds(states[i]);
    const changed = now.filter((end) => !before.includes(end));
    before = now;
    return (left.padEnd(width) + changed.join(', ')).trimEnd();
  });
  return [`${'at  from'.padEnd(width)}${toldEnds(start).join(', ')}`, ...lines].join('\n');
}

function octets(count: number): string {
  return `${count} ${count === 1 ? 'octet' : 'octets'}`;
}

function toldEnds(states: unknown): string[] {
  if (!(states instanceof Object && 'A' in states && 'B' in states)) return [shown(states)];
  return [`A: ${states.A}`, `B: ${states.B}`];
}
