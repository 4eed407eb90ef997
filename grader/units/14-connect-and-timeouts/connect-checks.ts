import { once } from 'node:events';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { type Check, type Evidence, Failure, LOOPBACK, type Stage } from '../../vocabulary.ts';
import {
  closedAtOnce,
  errnoForCode,
  oneForAll,
  rejects,
  retries,
  settledTooEarly,
  socketBesideCode,
  thrownAtOnce,
  triesAgain,
  waitsInVain,
} from './causes.ts';
import { targetLeftOut } from './code-causes.ts';
import { attemptsOnce } from './second-attempt.ts';
import { connected, settled, tells } from './telling.ts';

const HOST = LOOPBACK.host;

export const connects: Check = {
  id: 'connects',
  title: 'a connection is made: code 0, and the socket',
  points: 1,
  lesson: 'connect-that-returns',
  next: 'Which event says that a connection is there, and who gets the socket then?',
  causes: [closedAtOnce],
  async play(stage) {
    const { answer, connection } = await connected(stage);
    await stage.turn();
    if (connection.peer.ending === 'open') return;
    const { ending } = connection.peer;
    throw new Failure({
      called: answer.called,
      expected: { text: 'code 0, and a socket that is open' },
      received: { text: `code 0, and your socket has sent ${ending === 'rst' ? 'RST' : 'FIN'}` },
      facts: { ending },
    });
  },
};

export const refused: Check = {
  id: 'refused',
  title: 'nobody listens: ECONNREFUSED, without an exception',
  points: 1,
  lesson: 'connect-that-returns',
  next: 'Which event brings the error, which of its properties names it, and what do you do then?',
  causes: [
    rejects,
    settledTooEarly,
    errnoForCode,
    retries,
    triesAgain,
    waitsInVain,
    socketBesideCode,
  ],
  async play(stage) {
    const { learner, freePort } = stage;
    const port = await freePort();
    const call = learner.call('connectEx', { host: HOST, port });
    tells(await settled(call, () => connectsLater(port)), ['ECONNREFUSED']);
    await attemptsOnce(stage);
  },
};

const LOOK_MS = 1500;

/** Listens where nobody did, to see whether another attempt comes. */
async function connectsLater(port: number): Promise<Partial<Evidence>> {
  const server = net.createServer((socket) => socket.on('error', () => {}).destroy());
  const came = once(server, 'connection', { signal: AbortSignal.timeout(LOOK_MS) });
  server.listen(port, HOST);
  const again = await came.then(
    () => true,
    () => false,
  );
  server.close();
  return { facts: { again } };
}

export const ownCodes: Check = {
  id: 'own-codes',
  title: 'every way to fail has a code of its own',
  points: 2,
  needs: ['refused'],
  lesson: 'what-the-code-tells',
  next: 'Where does the code come from that you hand out: from the error, or from your code?',
  causes: [targetLeftOut, oneForAll],
  async play(stage) {
    const { learner } = stage;
    const name = `nobody-${stage.random.bytes(6).toString('hex')}`;
    const nobody =
      process.platform === 'win32'
        ? `\\\\.\\pipe\\${name}`
        : path.join(os.tmpdir(), `${name}.sock`);
    tells(await learner.call('connectEx', { path: nobody }), ['ENOENT'], { row: 'path' });

    const { address } = await stage.host();
    const taken = { ...address, localPort: address.port };
    tells(await learner.call('connectEx', taken), ['EADDRINUSE'], { row: 'localPort' });

    const [code] = await Promise.all([codeOfLocalhost(stage), unknownName(stage)]);
    const everywhere = { host: 'localhost', port: code.port };
    tells(await learner.call('connectEx', everywhere), [code.code], { row: 'localhost' });
  },
};

/** What Node itself says of all addresses of localhost, at a port where nobody listens. */
async function codeOfLocalhost({ freePort }: Stage): Promise<{ code: string; port: number }> {
  const port = await freePort();
  const [error] = await once(net.connect({ host: 'localhost', port }), 'error');
  return { code: String(Object(error).code), port };
}

/** Without a resolver the answer is EAI_AGAIN; without one that answers in time it is the deadline's. */
async function unknownName({ learner }: Stage): Promise<void> {
  const unknown = { host: 'nobody.invalid', port: 7 };
  const answer = await learner.call('connectEx', unknown, { deadlineMs: 3000 });
  tells(answer, ['ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT'], { row: 'name' });
}

export const badPort: Check = {
  id: 'bad-port',
  title: 'a port that is none: a code too, and nothing thrown',
  points: 2,
  needs: ['refused'],
  lesson: 'what-is-thrown-at-once',
  next: 'When does Node look at the port: before net.connect() returns, or after?',
  causes: [thrownAtOnce],
  async play({ learner }) {
    for (const port of [65_536, -1, 70_000.5, Number.NaN]) {
      const answer = await learner.call('connectEx', { host: HOST, port });
      tells(answer, ['ERR_SOCKET_BAD_PORT']);
    }
  },
};
