import type { Call, Fault, Role, Scene, Trace } from '../../vocabulary.ts';
import { nameOf, read } from './wire.ts';

const SPAN = 26;
const MARGIN = 13;
const MOST_ROWS = 22;

/** What became of one datagram: when it went, and each time it arrived. */
interface Journey {
  from: Role;
  at: number;
  /** The call that transmitted it. */
  call: number;
  bytes: Buffer;
  arrivals: number[];
  flipped: number | undefined;
}

/** The scene as a ladder: a row for each datagram, with what the network did to it, up to one call. */
export function ladder(scene: Scene, { calls }: Trace, upTo: number): string[] {
  const rows: { at: number; call: number; text: string }[] = journeys(calls, upTo).map(
    (journey, i, all) => ({
      at: journey.at,
      call: journey.call,
      text: arrow(journey, fate(scene, journey, all.slice(0, i))),
    }),
  );
  for (const [call, made] of calls.slice(0, upTo + 1).entries()) {
    const text = event(scene, made);
    if (text !== '') rows.push({ at: made.at, call: call - 0.5, text });
  }
  rows.sort((one, other) => one.call - other.call);
  const lines = rows.map(({ at, text }) => `${ms(at)}  ${text}`);
  const heading = `${' '.repeat(MARGIN - 7)}your Sender${' '.repeat(SPAN - 12)}your Receiver`;
  if (lines.length <= MOST_ROWS) return [heading, ...lines];
  const head = Math.floor(MOST_ROWS / 2);
  const left = lines.length - MOST_ROWS;
  const gap = `${' '.repeat(MARGIN)}… ${left} more …`;
  return [heading, ...lines.slice(0, head), gap, ...lines.slice(head - MOST_ROWS)];
}

/** What happens beside the datagrams of the two: a timer that runs out, a stranger's datagram. */
function event(scene: Scene, { at, to, does, stray }: Call): string {
  if (does === 'wake') {
    const why = scene.wakes.includes(at) ? 'woken for no reason' : 'the timer runs out';
    return `│${' '.repeat(SPAN - 1)}│  Sender: ${why}`;
  }
  if (stray === undefined) return '';
  const name = nameOf(Buffer.from(scene.strays[stray]?.hex ?? '', 'hex'));
  const gap = ' '.repeat(Math.max(1, SPAN - 4 - name.length));
  return to === 'sender'
    ? `│◀─ ${name}${gap}│  from elsewhere`
    : `│${gap}${name} ─▶│  from elsewhere`;
}

function journeys(calls: readonly Call[], upTo: number): Journey[] {
  const all: Journey[] = [];
  const sides: Record<Role, Journey[]> = { sender: [], receiver: [] };
  for (const [i, { at, to, does, nth = 0, stray, out, flipped }] of calls.entries()) {
    if (does === 'receive' && stray === undefined) {
      const journey = sides[to === 'sender' ? 'receiver' : 'sender'][nth];
      journey?.arrivals.push(at);
      if (journey && flipped !== undefined) journey.flipped = flipped;
    }
    if (i > upTo) continue;
    for (const hex of out) {
      const bytes = Buffer.from(hex, 'hex');
      const journey = { from: to, at, call: i, bytes, arrivals: [], flipped: undefined };
      all.push(journey);
      sides[to].push(journey);
    }
  }
  return all;
}

/** What the network did to a datagram, in words; empty where it did nothing. */
function fate(scene: Scene, journey: Journey, before: readonly Journey[]): string {
  const nth = before.filter(({ from }) => from === journey.from).length;
  const mine = scene.faults.filter((fault) => fault.from === journey.from && concerns(fault, nth));
  if (mine.some((fault) => fault.do === 'black hole')) return 'lost in a black hole';
  if (mine.some((fault) => fault.do === 'lose')) return 'lost';
  const said = mine.flatMap((fault) => {
    if (fault.do === 'delay') return [`late, at ${time(journey.at + scene.delayMs + fault.ms)}`];
    if (fault.do === 'copy') return [`twice, at ${journey.arrivals.map(time).join(' and ')}`];
    if (fault.do === 'flip') return [`bit ${journey.flipped ?? fault.bit} flipped`];
    return [];
  });
  // That it came twice, and when, says how late it was.
  const twice = said.find((words) => words.startsWith('twice'));
  const told = twice ? said.filter((words) => !words.startsWith('late')) : said;
  return [...new Set(told)].join('; ');
}

function concerns(fault: Fault, nth: number): boolean {
  return fault.do === 'black hole' ? nth >= fault.nth : nth === fault.nth;
}

function arrow({ from, bytes }: Journey, what: string): string {
  const label = ` ${named(bytes)} `;
  const lost = what.startsWith('lost');
  const room = SPAN - 1 - label.length;
  const before = '─'.repeat(Math.max(1, Math.floor(room / 2)));
  const after = '─'.repeat(Math.max(1, room - before.length - 1));
  const line =
    from === 'sender'
      ? `│${before}${label}${after}${lost ? '╳' : '▶'}│`
      : `│${lost ? '╳' : '◀'}${after}${label}${before}│`;
  return what === '' ? line : `${line}  ${what}`;
}

function named(bytes: Buffer): string {
  const segment = read(bytes);
  if (typeof segment === 'string' || segment.payload.length === 0) return nameOf(bytes);
  const text = segment.payload.toString();
  return text.length <= 4 ? `${nameOf(bytes)} ${JSON.stringify(text)}` : nameOf(bytes);
}

function ms(at: number): string {
  return time(at).padStart(MARGIN - 2);
}

function time(at: number): string {
  return `${at.toFixed(at % 1 === 0 ? 0 : 1)} ms`;
}
