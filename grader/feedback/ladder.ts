import type { Exchange, ExchangeEvent } from '../report/results.ts';
import { asText, countBytes, quoted } from './bytes.ts';
import { columns, WIDTH } from './layout.ts';

const MOST_ROWS = 14;
const MARGIN = 15;
/** A ladder stands four columns in: what is beside its lines has to end where the terminal does. */
const ROOM = WIDTH - 4;
/** Columns from one actor's line to the next, by the number of actors. */
const SPANS = [0, 0, 30, 18, 14];

/**
 * Draws an exchange as a ladder: time runs down, each actor is a line, each event an arrow. Long ones
 * keep their first and last rows, of two actors those of the last connections, which the failure is
 * about; of many actors, `focus` and the first few others are drawn. `most` is how many rows are not long.
 */
export function ladder(exchange: Exchange, focus?: string, most = MOST_ROWS): string[] {
  const actors = cast(exchange.events, focus);
  if (actors.length < 2) return [];
  const span = spanOf(actors);
  const drawn = exchange.events.filter(
    ({ from, to }) => actors.includes(from) && actors.includes(to),
  );
  const rows = drawn.map((event) => row(event, actors, span));
  const left = rows.length - most + exchange.omitted;
  const before = actors.length === 2 && exchange.omitted === 0 ? earlierRows(drawn, most) : 0;
  const hidden = exchange.events.length - drawn.length;
  const others =
    hidden > 0 ? [`${' '.repeat(MARGIN)}(${hidden} events between others are not drawn)`] : [];
  const shown = [
    ...(before > 0 ? [gap(`${before.toLocaleString('en-US')} of earlier connections`)] : []),
    ...(rows.length - before <= most
      ? rows.slice(before)
      : [
          ...rows.slice(before, before + most - 5),
          gap(`${(left - before).toLocaleString('en-US')} more`),
          ...rows.slice(-5),
        ]),
  ];
  return [heading(actors, span), ...shown, ...others];
}

function spanOf({ length }: readonly string[]): number {
  return SPANS[length] ?? 14;
}

function gap(what: string): string {
  return `${' '.repeat(MARGIN)}… ${what} …`;
}

/** How many rows stand before as many of the last connections as can be drawn whole, or before the last. */
function earlierRows(drawn: readonly ExchangeEvent[], most: number): number {
  const room = drawn.length - most;
  if (room <= 0) return 0;
  const opened = drawn.flatMap(({ kind }, i) => (kind === 'connect' ? [i] : []));
  return opened.find((i) => i >= room) ?? opened.at(-1) ?? 0;
}

/** The actors in the order of the ladder: at most four; the program under test stands in the middle of many. */
function cast(events: readonly ExchangeEvent[], focus?: string): string[] {
  const names = [...new Set(events.flatMap(({ from, to }) => [from, to]))];
  const learner = names.filter((name) => name.startsWith('your '));
  const resets = events.filter(({ kind }) => kind === 'rst').map(({ from }) => from);
  const peers = [...resets, ...names].filter((name) => !name.startsWith('your '));
  const chosen = [...new Set([...peers.filter((name) => name === focus), ...peers])].slice(0, 3);
  const others = names.filter((name) => chosen.includes(name));
  return [
    ...others.slice(0, 1),
    ...learner.slice(0, 1),
    ...others.slice(1),
    ...learner.slice(1, 2),
  ].slice(0, 4);
}

/** The rows of a ladder of two, one at a time, for what goes on right now; `told` stands in the place of the bytes. */
export function liveRow(
  event: ExchangeEvent,
  actors: readonly [string, string],
  told?: string,
): string {
  return row(event, actors, spanOf(actors), told);
}

export function liveHeading(actors: readonly [string, string]): string {
  return heading(actors, spanOf(actors));
}

function heading(actors: readonly string[], span: number): string {
  let line = ' '.repeat(MARGIN);
  actors.forEach((actor, i) => {
    const start = MARGIN + i * span - Math.floor(columns(actor) / 2);
    line =
      line.padEnd(Math.max(start, i === 0 ? 0 : line.length + 1)).slice(0, Math.max(start, 0)) +
      actor;
  });
  return line.trimEnd();
}

function row(event: ExchangeEvent, actors: readonly string[], span: number, told?: string): string {
  const from = actors.indexOf(event.from);
  const to = actors.indexOf(event.to);
  const time = `${(event.at_us / 1000).toFixed(1)} ms`.padStart(MARGIN - 4);
  const cells = actors.map((_, i) => (i === actors.length - 1 ? '│' : `│${' '.repeat(span - 1)}`));
  const [first, last] = from < to ? [from, to] : [to, from];
  const width = (last - first) * span - 1;
  const arrow = draw(label(event, width), width, from < to, event.kind === 'lost');
  const line = [...cells.slice(0, first), `│${arrow}`, ...cells.slice(last)].join('');
  const bytes = carried(event, ROOM - MARGIN - (actors.length - 1) * span - 3, told);
  return `${time}    ${line}${bytes ? `  ${bytes}` : ''}`.trimEnd();
}

function draw(text: string, width: number, rightwards: boolean, lost: boolean): string {
  const end = lost ? '╳' : rightwards ? '▶' : '◀';
  const room = width - columns(text) - 3;
  if (room < 2) return rightwards ? `─ ${text} ${end}` : `${end} ${text} ─`;
  const before = '─'.repeat(Math.floor(room / 2));
  const after = '─'.repeat(room - before.length);
  return rightwards ? `${before} ${text} ${after}${end}` : `${end}${before} ${text} ${after}`;
}

/** What stands on an arrow: the longest that leaves room for the arrow itself. */
function label(event: ExchangeEvent, width: number): string {
  const { length } = event;
  const short = length < 10_000 ? `${length} B` : `${Math.round(length / 1024)} KiB`;
  const labels = length === 0 ? [longLabel(event)] : [longLabel(event), countBytes(length), short];
  return labels.find((text) => columns(text) + 5 <= width) ?? labels.at(-1) ?? '';
}

function longLabel(event: ExchangeEvent): string {
  switch (event.kind) {
    case 'data':
      return countBytes(event.length);
    case 'datagram':
      return event.length === 0 ? 'empty datagram' : `datagram, ${countBytes(event.length)}`;
    case 'fin':
      return 'FIN';
    case 'rst':
      return 'RST';
    case 'lost':
      return 'lost';
    default:
      return event.kind;
  }
}

/** What an arrow carries, in the columns beside the ladder. What somebody tells of it stays whole. */
function carried(event: ExchangeEvent, room: number, told?: string): string {
  if (told !== undefined) return [event.note, told].filter(Boolean).join(' · ');
  const bytes = Buffer.from(event.hex, 'hex');
  const left = room - (event.note ? columns(event.note) + 3 : 0);
  const text = (event.length <= 16 ? quoted(bytes, 12) : undefined) ?? prefixed(bytes, left);
  const shown = text ?? inHex(bytes, event.length, left);
  return cut([event.note, shown].filter(Boolean).join(' · '), room);
}

/** The first bytes, six of them at most. */
function inHex(bytes: Buffer, length: number, room: number): string {
  if (length === 0) return '';
  const most = 3 * length - 1 <= room ? 6 : Math.floor((room - 1) / 3);
  const count = Math.max(1, Math.min(6, most));
  const pairs = bytes.subarray(0, count).toString('hex').match(/../g) ?? [];
  return pairs.join(' ') + (length > count ? ' …' : '');
}

function cut(text: string, room: number): string {
  if (columns(text) <= room) return text;
  const characters = [...text];
  while (columns(characters.join('')) > room - 2) characters.pop();
  return `${characters.join('').trimEnd()} …`;
}

/** A binary length of four bytes, and the text behind it: 00 00 00 1d {"command":"gr …. */
function prefixed(bytes: Buffer, room: number): string | undefined {
  const [length, rest] = [bytes.subarray(0, 4), bytes.subarray(4)];
  if (rest.length < 2 || asText(length) !== undefined) return undefined;
  // What is no UTF-8, or a character cut at the end, becomes U+FFFD: the text ends before it.
  const [text = ''] = /^(?:[\n\r\t]|(?!\ufffd)\P{C})*/u.exec(rest.toString()) ?? [];
  if (text.length < Math.min(rest.length, 5)) return undefined;
  const hex = length.toString('hex').replace(/..(?=.)/g, '$& ');
  const whole = Buffer.byteLength(text) === rest.length;
  for (const characters = [...text]; characters.length >= 4; characters.pop()) {
    const shown = characters.join('');
    const cut = whole && shown === text ? '' : ' …';
    const line = `${hex} ${text.startsWith('{') ? shown : JSON.stringify(shown)}${cut}`;
    if (columns(line) <= room) return line;
  }
  return undefined;
}
