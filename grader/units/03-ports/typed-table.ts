import type * as exercise from '../../../solutions/03-ports.ts';
import { Mistyped, shown } from '../../vocabulary.ts';

type Table = exercise.Demultiplexer;

/** The table of the lesson. */
const ROWS = [
  'listen tcp 10.0.0.1:443 web, listening',
  'connect tcp 10.0.0.1:443 192.0.2.7:50000 web, serving ana',
  'connect tcp 10.0.0.1:443 192.0.2.8:50000 web, serving bo',
  'connect tcp 10.0.0.1:443 192.0.2.7:50001 web, serving ana',
  'connect tcp 10.0.0.1:50000 198.51.100.1:443 browser',
  'connect tcp 10.0.0.1:50000 198.51.100.2:443 browser',
  'listen tcp 10.0.0.1:53 dns, over TCP',
  'listen udp 10.0.0.1:53 dns, over UDP',
];

/** Reads what is typed at a table that holds the lesson's rows already. */
export function openTable(table: Table): (words: readonly string[]) => string {
  for (const row of ROWS) tell(table, row.split(' '));
  return (words) => tell(table, words);
}

function tell(table: Table, [what, protocol, local = '', ...rest]: readonly string[]): string {
  if (protocol !== 'tcp' && protocol !== 'udp')
    throw new Mistyped(`expected tcp or udp, not "${protocol}"`);
  if (what === 'listen') {
    table.listen(protocol, endpointOf(local), nameOf(rest));
    return 'recorded';
  }
  const [remote = '', ...name] = rest;
  if (what === 'connect') {
    table.connect(protocol, endpointOf(local), endpointOf(remote), nameOf(name));
    return 'recorded';
  }
  if (what !== 'deliver') throw new Mistyped(`expected deliver, listen or connect, not "${what}"`);
  const given: unknown = table.deliver(protocol, endpointOf(local), endpointOf(remote));
  return typeof given === 'string'
    ? given
    : `${shown(given)}${given === undefined ? ': no socket' : ''}`;
}

/** Read here, so that the table can be tried before parseEndpoint is written. */
function endpointOf(text: string): { host: string; port: number } {
  const [, host, port] = /^(.+):(\d+)$/.exec(text) ?? [];
  if (host === undefined) throw new Mistyped(`expected host:port, not "${text}"`);
  return { host, port: Number(port) };
}

function nameOf(words: readonly string[]): string {
  if (words.length === 0) throw new Mistyped('expected a name for the socket behind its endpoints');
  return words.join(' ');
}
