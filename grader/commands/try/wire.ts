import { liveHeading, liveRow } from '../../feedback/ladder.ts';
import { type Seen, type Tap, tapTcp } from '../../loopback/tap.ts';
import type { Address } from '../../loopback/tcp.ts';
import { tapUdp } from '../../loopback/udp-tap.ts';
import type { OnAPath, OnTheWire } from '../../vocabulary/programs.ts';
import { UsageError } from '../io.ts';
import { gather } from './gather.ts';

export const HOST = '127.0.0.1';

/** A tap between the two sides, which tells of all that passes. Throws UsageError where it cannot listen. */
export function tapped(
  { transport }: OnTheWire,
  listen: Address,
  target: Address,
  log: (seen: Seen) => void,
): Promise<Tap> {
  const tap = transport === 'tcp' ? tapTcp : tapUdp;
  return tap(listen, target, log).catch((error: unknown) => {
    throw cannotListen(listen.port, error);
  });
}

/** What is said of a port that cannot be listened on. */
export function cannotListen(port: number, error: unknown): UsageError {
  const code = error instanceof Error && 'code' in error ? error.code : error;
  return new UsageError(`--port ${port} cannot be listened on: ${code}.`);
}

/** Who stands left and right in the ladder. */
export type Actors = readonly [client: string, server: string];

export function head(actors: Actors): void {
  process.stderr.write(`${liveHeading(actors)}\n`);
}

/** Writes what passes, a row of a ladder each, beside what the program prints. */
export function logger(actors: Actors, program: OnTheWire | OnAPath): (seen: Seen) => void {
  const [client, server] = actors;
  const show = gather(({ seen, atMs, length, told }) => {
    const [from, to] = seen.from === 'client' ? [client, server] : [server, client];
    const event = {
      at_us: Math.round(atMs * 1000),
      from,
      to,
      kind: seen.kind,
      length,
      hex: seen.bytes?.subarray(0, 64).toString('hex') ?? '',
      note: seen.client > 1 ? `client ${seen.client}` : '',
    };
    process.stderr.write(`${liveRow(event, actors, told)}\n`);
  });
  const readers = new Map<string, (bytes: Buffer) => string | undefined>();
  return (seen) => {
    const { bytes } = seen;
    if (!bytes) return show(seen);
    if (!program.reader) return show(seen, program.tell?.(bytes));
    const key = `${seen.client} ${seen.from}`;
    const read = readers.get(key) ?? program.reader();
    readers.set(key, read);
    show(seen, read(bytes));
  };
}
