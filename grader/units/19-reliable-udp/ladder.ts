import type { Call, Fault, Role, Scene, Trace } from '../../vocabulary.ts';
import type { Finding } from './finding.ts';
import { DATA, nameOf, read } from './wire.ts';

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

interface Row {
  at: number;
  /** Between which calls it stands. */
  call: number;
  text: string;
  /** What the failure is about: never left out. */
  keep: boolean;
}

/** The scene as a ladder: a row for each datagram, with what the network did to it, up to the call that broke a promise. */
export function ladder(scene: Scene, { calls }: Trace, finding: Finding): string[] {
  const upTo = finding.call;
  const rows: Row[] = journeys(calls, upTo).map((journey, i, all) => ({
    at: journey.at,
    call: journey.call,
    text: arrow(journey, fate(scene, journey, all.slice(0, i))),
    keep: isAbout(journey, finding) || journey.call === upTo,
  }));
  for (const [call, made] of calls.slice(0, upTo + 1).entries()) {
    const text =
      call === upTo && made.does === 'send' ? handed(scene, calls, call) : event(scene, made);
    const keep = call === upTo || finding.oldest !== undefined;
    if (text !== '') rows.push({ at: made.at, call: call - 0.5, text, keep });
  }
  rows.push(...arrivals(calls, finding));
  rows.sort((one, other) => one.call - other.call);
  const heading = `${' '.repeat(MARGIN - 7)}your Sender${' '.repeat(SPAN - 12)}your Receiver`;
  return [heading, ...shortened(rows)];
}

/** Whether a datagram is a sending of the one segment that a failure is about. */
function isAbout({ bytes, from }: Journey, { oldest }: Finding): boolean {
  const segment = read(bytes);
  return from === 'sender' && typeof segment === 'object' && segment.number === oldest;
}

/** At most so many rows, unless more are needed: those in the middle go first. */
function shortened(rows: readonly Row[]): string[] {
  let left = Math.max(0, rows.length - MOST_ROWS);
  const middle = rows.length / 2;
  const fromMiddle = [...rows.keys()].sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  const dropped = new Set<number>();
  for (const i of fromMiddle) {
    if (left === 0) break;
    if (rows[i]?.keep) continue;
    dropped.add(i);
    left--;
  }
  const lines: string[] = [];
  let run = 0;
  for (const [i, { at, text }] of rows.entries()) {
    if (dropped.has(i)) run++;
    if (dropped.has(i) && dropped.has(i + 1)) continue;
    if (run > 0) lines.push(`${' '.repeat(MARGIN)}… ${run} more …`);
    if (!dropped.has(i)) lines.push(`${ms(at)}  ${text}`);
    run = 0;
  }
  return lines;
}

/** The arrival that broke the promise, and those that count for it, in the order in which they came. */
function arrivals(calls: readonly Call[], { call, heard = [] }: Finding): Row[] {
  const sent: Record<Role, string[]> = { sender: [], receiver: [] };
  for (const { to, out } of calls) sent[to].push(...out);
  const row = (index: number, what: string): Row[] => {
    const { at, to, does, nth = 0, stray } = calls[index] ?? { at: 0, to: 'sender', does: 'wake' };
    if (does !== 'receive' || stray !== undefined) return [];
    const hex = sent[to === 'sender' ? 'receiver' : 'sender'][nth] ?? '';
    const text = arriving(to, named(Buffer.from(hex, 'hex')), what);
    return [{ at, call: index - 0.5, text, keep: true }];
  };
  let duplicates = 0;
  const before = heard.flatMap(({ call: index, kind }) => {
    const what = kind === 'duplicate' ? `arrives: duplicate ${++duplicates}` : 'arrives';
    return row(index, what);
  });
  return heard.at(-1)?.call === call ? before : [...before, ...row(call, 'arrives')];
}

function arriving(to: Role, name: string, what: string): string {
  const gap = ' '.repeat(Math.max(1, SPAN - 4 - name.length));
  return to === 'sender' ? `│◀─ ${name}${gap}│  ${what}` : `│${gap}${name} ─▶│  ${what}`;
}

/** The message that was handed over last. */
function handed({ messages }: Scene, calls: readonly Call[], upTo: number): string {
  const count = calls.slice(0, upTo + 1).filter(({ does }) => does === 'send').length;
  const text = Buffer.from(messages[count - 1]?.hex ?? '', 'hex').toString();
  return `│${' '.repeat(SPAN - 1)}│  Sender: is handed ${JSON.stringify(text)}`;
}

/** What happens beside the datagrams of the two: a timer that runs out, a stranger's datagram. */
function event(scene: Scene, { at, to, does, stray }: Call): string {
  if (does === 'wake') {
    const why = scene.wakes.includes(at) ? 'woken for no reason' : 'the timer runs out';
    return `│${' '.repeat(SPAN - 1)}│  Sender: ${why}`;
  }
  if (stray === undefined) return '';
  const name = nameOf(Buffer.from(scene.strays[stray]?.hex ?? '', 'hex'));
  return arriving(to, name, 'from elsewhere');
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
    if (fault.do === 'copy')
      return [`${copies(journey.arrivals.length)}, at ${journey.arrivals.map(time).join(' and ')}`];
    if (fault.do === 'flip') return [`bit ${journey.flipped ?? fault.bit} flipped`];
    return [];
  });
  // That it came twice, and when, says how late it was.
  const twice = said.find((words) => /^(twice|\d+ times)/.test(words));
  const told = twice ? said.filter((words) => !words.startsWith('late')) : said;
  return [...new Set(told)].join('; ');
}

function copies(count: number): string {
  return count > 2 ? `${count} times` : 'twice';
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
  if (typeof segment === 'string' || segment.kind !== DATA) return nameOf(bytes);
  const text = segment.payload.toString();
  return text.length <= 4 ? `${nameOf(bytes)} ${JSON.stringify(text)}` : nameOf(bytes);
}

function ms(at: number): string {
  return time(at).padStart(MARGIN - 2);
}

function time(at: number): string {
  return `${at.toFixed(at % 1 === 0 ? 0 : 1)} ms`;
}
