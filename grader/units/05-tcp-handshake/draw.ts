/**
 * Draws the state machine from the unit's own table, so that the drawing says what is graded:
 *
 *     npx tsx grader/units/05-tcp-handshake/draw.ts
 *
 * places.ts says where things stand. A row of the table that has no place there is written out below.
 */
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BOX, BOXES, ROUTES, WIDTH } from './places.ts';
import { type Row, TABLE } from './table.ts';

const FILE = new URL('../../../lessons/images/05-tcp-states.svg', import.meta.url);

/** How most connections go, by the events at each end. */
const USUAL = {
  client: ['active OPEN', 'rcv SYN,ACK', 'CLOSE', 'rcv ACK of FIN', 'rcv FIN', 'timeout 2MSL'],
  server: ['passive OPEN', 'rcv SYN', 'rcv ACK of SYN', 'rcv FIN', 'CLOSE', 'rcv ACK of FIN'],
};

function boxOf(state: string): string {
  return state.replace(/ \(.*/, '');
}

function routeOf({ state, next }: Row): string {
  return `${boxOf(state)} → ${boxOf(next)}`;
}

function usualRoutes(events: readonly string[]): Set<string> {
  let state = 'CLOSED';
  const routes = new Set<string>();
  for (const event of events) {
    const row = TABLE.find((one) => one.state === state && one.event === event);
    if (!row) throw new Error(`the table has no row for ${state} and ${event}`);
    routes.add(routeOf(row));
    state = row.next;
  }
  return routes;
}

/** The drawing, as the text of an SVG file. */
export function drawing(): string {
  const moves = TABLE.filter(({ state, next }) => state !== next);
  const isEnd = ({ event }: Row) => event === 'rcv RST' || event === 'ABORT';
  const drawn = new Map<string, Row[]>();
  const left: Row[] = [];
  for (const row of moves) {
    const route = routeOf(row);
    if (isEnd(row) || !ROUTES[route]) left.push(row);
    else drawn.set(route, [...(drawn.get(route) ?? []), row]);
  }
  const unused = Object.keys(ROUTES).filter((route) => !drawn.has(route));
  if (unused.length > 0) throw new Error(`the table leads nowhere along ${unused.join(', ')}`);
  const notes = footnotes(left);
  const height = 790 + notes.length * 18;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img">`,
    '<title>The states of a TCP connection, and what leads from one to the other</title>',
    STYLE,
    '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path class="tip" d="M0 0L10 5L0 10z"/></marker></defs>',
    ...[...drawn].flatMap(([route, rows]) => arrow(route, rows)),
    ...Object.entries(BOXES).flatMap(([state, places]) => places.map((place) => box(state, place))),
    ...notes.map((note, i) => `<text x="20" y="${790 + i * 18}">${note}</text>`),
    '</svg>',
    '',
  ].join('\n');
}

const STYLE = `<style>
svg { color: #1f2328; font: 13px system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { svg { color: #e6edf3; } }
text { fill: currentColor; }
rect { fill: none; stroke: currentColor; stroke-width: 1.5; }
.state { font-weight: 600; text-anchor: middle; dominant-baseline: central; }
.line { fill: none; stroke: currentColor; marker-end: url(#tip); }
.client { stroke-width: 3; }
.server { stroke-width: 3; stroke-dasharray: 7 4; }
.tip { fill: currentColor; }
.sent { font-style: italic; opacity: 0.8; }
</style>`;

const client = usualRoutes(USUAL.client);
const server = usualRoutes(USUAL.server);

function arrow(route: string, rows: readonly Row[]): string[] {
  const { line, words } = ROUTES[route] ?? { line: [], words: [0, 0] };
  const [x, y, anchor = 'middle'] = words;
  const kind = client.has(route) ? ' client' : server.has(route) ? ' server' : '';
  const labels = [...new Set(rows.map(labelOf))];
  return [
    `<path class="line${kind}" d="M${line.map((point) => point.join(' ')).join('L')}"/>`,
    ...labels.map(
      (label, i) => `<text x="${x}" y="${y + i * 16}" text-anchor="${anchor}">${label}</text>`,
    ),
  ];
}

/** What happens, and in italics what is sent. */
function labelOf({ event, send }: Row): string {
  return send.length === 0 ? event : `${event} <tspan class="sent">/ ${send.join(', ')}</tspan>`;
}

function box(state: string, [x, y]: readonly [number, number]): string {
  const corner = `x="${x - BOX.width / 2}" y="${y - BOX.height / 2}"`;
  return `<rect ${corner} width="${BOX.width}" height="${BOX.height}" rx="6"/><text class="state" x="${x}" y="${y}">${state}</text>`;
}

/** What was not drawn, a line for each event and what it leads to. */
function footnotes(rows: readonly Row[]): string[] {
  const lines = new Map<string, string[]>();
  for (const row of rows) {
    const states = lines.get(`${row.event} → ${row.next}`) ?? [];
    lines.set(`${row.event} → ${row.next}`, [...states, row.state]);
  }
  return [
    'Thick: the usual way of the end that opens and closes first. Dashed: of the other end. Behind /: what is sent.',
    ...[...lines].map(([line, states]) => `Not drawn: ${line}, from ${listed(states)}.`),
  ];
}

function listed(states: readonly string[]): string {
  const others = [...new Set(TABLE.map(({ state }) => state))].filter(
    (one) => !states.includes(one),
  );
  if (others.length < states.length) return `every state but ${others.join(', ')}`;
  return states.join(', ');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) fs.writeFileSync(FILE, drawing());
