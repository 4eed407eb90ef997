import type net from 'node:net';
import type * as exercise from '../../../solutions/18-backpressure.ts';
import {
  connectByHand,
  LOOPBACK,
  listenByHand,
  Mistyped,
  type Program,
  type Programs,
  textOf,
} from '../../vocabulary.ts';
import { floodByHand } from './flood.ts';

type Exercise = typeof exercise;

/** A target to relay to: it sends back what it is sent. */
async function startEcho(): Promise<net.Server> {
  return listenByHand(LOOPBACK, (socket) => socket.pipe(socket));
}

/** `8080` or `example.org:80`; without a word a server of ours. */
async function targetOf(word: string | undefined): Promise<{ host: string; port: number }> {
  if (word === undefined) {
    const bound = (await startEcho()).address();
    if (bound === null || typeof bound === 'string') throw new Error('it does not listen');
    return { host: LOOPBACK.host, port: bound.port };
  }
  const [, host = LOOPBACK.host, port = ''] = /^(?:(.+):)?(\d{1,5})$/.exec(word) ?? [];
  if (port === '' || Number(port) > 65_535 || Number(port) === 0)
    throw new Mistyped(`relay takes a port or host:port to relay to, not "${word}": relay 8080`);
  return { host, port: Number(port) };
}

const client: Program<Exercise> = {
  about: 'a client of ours that floods, and reads only when it is told to',
  actor: 'our client',
  transport: 'tcp',
  tap: false,
  usage:
    'Type "stop" to stop reading, "go" to read on, and a number, 200 say, to send so many MiB.',
  talk: async (_, address, terminal) => floodByHand(await connectByHand(address), terminal),
};

const programs: Programs<Exercise> = {
  relay: {
    about: 'startRelay',
    transport: 'tcp',
    tell: textOf,
    usage:
      'It relays to a server of ours that sends back what it is sent. "relay 8080" relays to that port:\n' +
      'to python3 -m http.server 8080, say, and then a browser may be the client.',
    start: async ({ startRelay }, address, _, [word]) => startRelay(address, await targetOf(word)),
  },
  client,
};

export default programs;
