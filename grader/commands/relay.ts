import net from 'node:net';
import { countBytes } from '../feedback/bytes.ts';
import type { Faults, Passage } from '../loopback/relay/faults.ts';
import { TcpRelay } from '../loopback/relay/tcp-relay.ts';
import { UdpRelay } from '../loopback/relay/udp-relay.ts';
import type { Address } from '../loopback/tcp.ts';
import { EXIT, type Io, UsageError } from './io.ts';
import { noWords, readWords } from './words.ts';

export const RELAY_HELP = `npm run relay -- --listen PORT --to HOST:PORT [--udp|--tcp] [faults]

  Stands between two programs of yours on this machine, and is a bad network to
  them. It tells what it did to each datagram. Ctrl-C ends it.

  --listen PORT    where your client sends to, on 127.0.0.1; 0 lets the kernel
                   choose
  --to HOST:PORT   where your server listens, on this machine (127.0.0.1, [::1],
                   localhost)
  --udp, --tcp     what they speak; UDP if you say nothing

  --loss P         lose each with this probability, from 0 to 1
  --duplicate P    deliver it twice (UDP)
  --reorder P      hold it back until the next has passed (UDP)
  --corrupt P      flip one bit
  --delay MS       deliver it later; 5-40 draws from 5 to 40 ms
  --black-hole N   lose all from the Nth on, in each direction, counted from 0
  --seed N         the same faults for the same datagrams; 1 if you say nothing

  Over TCP the faults are of each 1,024 bytes of the stream. What is lost there
  is sent again by TCP: your program sees it, and all behind it, 200 ms later.

  Exit status: 0 ended by Ctrl-C, 2 wrong usage.
`;

/** Relays until it is interrupted. */
export async function relay(words: string[], io: Io): Promise<number> {
  const values = readValues(words);
  if (values.help) {
    io.print(RELAY_HELP);
    return EXIT.pass;
  }
  const port = readPort(values.listen, '--listen');
  const to = readTarget(values.to);
  const faults = readFaults(values);
  const counts = { passed: 0, touched: 0 };
  const began = performance.now();
  const tell = (passage: Passage) => {
    if (passage.what === '') counts.passed++;
    else counts.touched++;
    io.print(line(passage, performance.now() - began));
  };
  const opened = (values.tcp ? TcpRelay : UdpRelay).open(port, to, faults, tell);
  const open = await opened.catch((error: Error) => {
    throw new UsageError(`--listen ${port}: ${error.message}`);
  });
  const unit = values.tcp ? 'block' : 'datagram';
  io.print(
    `relay ${values.tcp ? 'tcp' : 'udp'} 127.0.0.1:${open.address.port} → ${values.to}, seed ${faults.seed}. Ctrl-C ends it.\n`,
  );
  await io.interrupted();
  await open.close();
  const all = counts.passed + counts.touched;
  io.print(`\n${all} ${unit}${all === 1 ? '' : 's'}, ${counts.touched} with a fault\n`);
  return EXIT.pass;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const OPTIONS = {
  listen: text,
  to: text,
  udp: flag,
  tcp: flag,
  loss: text,
  duplicate: text,
  reorder: text,
  corrupt: text,
  delay: text,
  'black-hole': text,
  seed: text,
  help: { type: 'boolean', short: 'h' },
} as const;

function readValues(words: string[]) {
  const { values, positionals } = readWords('relay', words, OPTIONS);
  if (!values.help) noWords('relay', positionals);
  return values;
}

type Values = ReturnType<typeof readValues>;

function readPort(text: string | undefined, what: string): number {
  if (text === undefined) throw new UsageError(`${what} is missing: ${what} 4000`);
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new UsageError(`${what} takes a port from 0 to 65535, not "${text}"`);
}

/** It relays to this machine and nowhere else: a bad network is nothing to give to others. */
function readTarget(text: string | undefined): Address {
  if (text === undefined) throw new UsageError('--to is missing: --to 127.0.0.1:4001');
  const [, six, four, port = ''] = /^(?:\[([^\]]*)\]|([^:]*)):(.*)$/.exec(text) ?? [];
  const host = six ?? four;
  if (host === undefined || !/^\d{1,5}$/.test(port))
    throw new UsageError(`--to takes HOST:PORT, such as 127.0.0.1:4001, not "${text}"`);
  if (Number(port) === 0 || Number(port) > 65_535)
    throw new UsageError(`--to takes a port from 1 to 65535, not "${port}"`);
  const address = host === 'localhost' ? '127.0.0.1' : host;
  const local = net.isIPv4(address) ? address.startsWith('127.') : address === '::1';
  if (local) return { host: address, port: Number(port) };
  throw new UsageError(
    `--to takes an address of this machine (127.0.0.1, [::1], localhost), not "${host}"`,
  );
}

function readFaults(values: Values): Faults {
  if (values.tcp && values.udp) throw new UsageError('--tcp or --udp, not both');
  for (const name of ['duplicate', 'reorder'] as const)
    if (values.tcp && values[name] !== undefined)
      throw new UsageError(
        `--${name} is for datagrams: TCP drops copies and restores the order before a program sees them`,
      );
  const hole = values['black-hole'];
  return {
    seed: readNumber(values.seed ?? '1', '--seed'),
    loss: readShare(values.loss, '--loss'),
    duplicate: readShare(values.duplicate, '--duplicate'),
    reorder: readShare(values.reorder, '--reorder'),
    corrupt: readShare(values.corrupt, '--corrupt'),
    delayMs: readDelay(values.delay),
    ...(hole === undefined ? {} : { blackHole: readNumber(hole, '--black-hole') }),
  };
}

function readShare(text: string | undefined, what: string): number {
  if (text === undefined) return 0;
  if (/^(\d+|\d*\.\d+)$/.test(text) && Number(text) <= 1) return Number(text);
  throw new UsageError(`${what} takes a probability from 0 to 1, not "${text}"`);
}

function readNumber(text: string, what: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`${what} takes a whole number of at most nine digits, not "${text}"`);
}

function readDelay(text = '0'): readonly [number, number] {
  const [, least = '', most = least] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  if (least === '' || Number(least) > Number(most))
    throw new UsageError(`--delay takes ms, such as 20 or 5-40, not "${text}"`);
  return [Number(least), Number(most)];
}

/** `  12.3 ms  40112 ──▶  #3  27 bytes  lost`. */
function line({ client, direction, index, bytes, what }: Passage, ms: number): string {
  const arrow = direction === 'there' ? '──▶' : '◀──';
  const time = `${ms.toFixed(1)} ms`.padStart(12);
  const length = countBytes(bytes.length).padStart(12);
  return `${time}  ${client} ${arrow} ${`#${index}`.padEnd(5)}${length}  ${what}`
    .trimEnd()
    .concat('\n');
}
