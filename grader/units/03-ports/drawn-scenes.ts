import type { Stage } from '../../vocabulary.ts';
import type { Arrival, End, Row, Scene } from './table.ts';

type Random = Stage['random'];

const OURS = ['10.0.0.1', '10.0.0.2'] as const;
const THEIRS = ['192.0.2.7', '192.0.2.8'] as const;

/** Tables of a few sockets that are much alike, and everything that may arrive at them. */
export function drawnScenes(random: Random): Scene[] {
  return Array.from({ length: 12 }, () => drawnScene(random));
}

function drawnScene(random: Random): Scene {
  const rows: Row[] = [];
  for (let i = 0; rows.length < 6 && i < 60; i++) {
    const row = drawnRow(random, `socket ${rows.length + 1}`);
    if (!rows.some((other) => overlap(other, row))) rows.push(row);
  }
  const arrivals = Array.from({ length: 8 }, (): Arrival => {
    const { protocol, local, remote } = drawnRow(random, '', true);
    const arrived = { protocol, local, remote: remote ?? local };
    return { ...arrived, to: owner(rows, arrived) };
  });
  return { rows, arrivals };
}

function drawnRow(random: Random, name: string, connected = random.integer(0, 2) > 0): Row {
  const protocol = random.pick(['tcp', 'udp'] as const);
  const local: End = { host: random.pick(OURS), port: random.pick([80, 443] as const) };
  const remote: End = { host: random.pick(THEIRS), port: random.pick([80, 50_000] as const) };
  return connected ? { protocol, local, remote, name } : { protocol, local, name };
}

/** The promise again, as a search through all rows. */
function owner(rows: readonly Row[], arrived: Omit<Arrival, 'to'>): string | undefined {
  const [connection] = rows.filter((row) => row.remote && overlap(row, { ...arrived, name: '' }));
  const { protocol, local } = arrived;
  const [listener] = rows.filter((row) => overlap(row, { protocol, local, name: '' }));
  return (connection ?? listener)?.name;
}

function overlap(one: Row, other: Row): boolean {
  const both = (pick: (row: Row) => unknown) => pick(one) === pick(other);
  return [
    both(({ protocol }) => protocol),
    both(({ local }) => local.host),
    both(({ local }) => local.port),
    both(({ remote }) => remote?.host),
    both(({ remote }) => remote?.port),
  ].every(Boolean);
}
