import type net from 'node:net';
import {
  type Answer,
  type Check,
  Failure,
  listeningAddress,
  neverSettles,
  resolvedBeforeListening,
  type Stage,
} from '../../vocabulary.ts';
import { Lookout } from './lookout.ts';
import {
  alwaysTheSameAddress,
  answeredTooEarly,
  anyHostAccepted,
  checkedTooLate,
  fixedPort,
  halfClosed,
  leftOpen,
  nameAccepted,
  namedTwice,
  notAscending,
  onEveryAddress,
  prefixChecked,
  silentIsClosed,
  sortedAsText,
  surveyedPortZero,
  waitsForTheServer,
  withFacts,
} from './survey-causes.ts';

export const freePorts: Check = {
  id: 'free-ports',
  title: 'listenOnFreePort listens on a port that the kernel chose',
  points: 1,
  lesson: 'port-0',
  next: 'Who knows which port is free, and when can it be asked which one it chose?',
  causes: [fixedPort, resolvedBeforeListening, onEveryAddress],
  async play({ learner }) {
    const ports = new Set<number>();
    for (let i = 1; i <= 3; i++) {
      const { answer } = await learner.keep('listenOnFreePort');
      const { host, port } = listeningAddress(answer);
      if (host !== '127.0.0.1') {
        throw new Failure({
          called: 'listenOnFreePort()',
          expected: { text: 'a server that listens on 127.0.0.1' },
          received: { text: `one that listens on ${host}` },
          facts: { listensOn: host },
        });
      }
      ports.add(port);
      if (ports.size === i) continue;
      answer.fail({ text: `a server with a port of its own; ${port} has come before` });
    }
  },
};

/** A port of four digits: sorted as texts it would stand behind those of five that a kernel gives out. */
async function fourDigits(stage: Stage): Promise<Lookout | undefined> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const port = stage.random.integer(7000, 9999);
    const lookout = await Lookout.listen(stage, 'greets', { port });
    if (lookout) return lookout;
  }
  return undefined;
}

/** A connection is an answer: it does not wait for this deadline, nor for the server's end. */
async function findsAtOnce({ learner, turn }: Stage, talker: Lookout): Promise<void> {
  const options = { deadlineMs: 30_000 };
  const call = learner.call('surveyPorts', '127.0.0.1', [talker.port], options);
  const answer = await call.catch((error: unknown) => {
    throw withFacts(error, { finCame: talker.ended > 0 });
  });
  await turn(); // an attempt that nobody waited for has begun by now
  const connections = await talker.strangers();
  answer.resolves([talker.port], { remark: 'it accepts, and talks', facts: { connections } });
}

export const surveyFinds: Check = {
  id: 'survey-finds',
  title: 'surveyPorts finds the ports that listen, in ascending order',
  points: 2,
  lesson: 'a-survey-of-your-own-loopback',
  next: 'Which event tells that a port listens? Which one, that it does not?',
  causes: [
    waitsForTheServer,
    answeredTooEarly,
    silentIsClosed,
    namedTwice,
    sortedAsText,
    notAscending,
    alwaysTheSameAddress,
    neverSettles,
  ],
  async play(stage) {
    const { learner } = stage;
    const survey = (ports: number[], host = '127.0.0.1'): Promise<Answer> =>
      learner.call('surveyPorts', host, ports);
    const talker = await Lookout.open(stage, 'greets');
    const closed = await talker.clientPort(stage);
    await findsAtOnce(stage, talker);
    const silent = await Lookout.open(stage, 'silent');
    const remark = 'it accepts, and says nothing';
    (await survey([silent.port])).resolves([silent.port], { remark, facts: { silent: true } });
    // A refusal is an answer: it does not wait for this deadline.
    (await learner.call('surveyPorts', '127.0.0.1', [closed], { deadlineMs: 30_000 })).resolves(
      [],
      { remark: 'nobody listens there' },
    );
    (await survey([])).resolves([]);

    const brief = await Lookout.open(stage, 'hangs up');
    const low = await fourDigits(stage);
    const open = [talker, silent, brief, ...(low ? [low] : [])].map(({ port }) => port);
    const ascending = [...open].sort((a, b) => a - b);
    const asked = [...ascending].reverse().flatMap((port) => [port, closed, port]);
    (await survey(asked)).resolves(ascending, { facts: { list: true } });

    const elsewhere = await Lookout.listen(stage, 'greets', { host: '127.0.0.2' });
    if (elsewhere) {
      (await survey([elsewhere.port], '127.0.0.2')).resolves([elsewhere.port], {
        remark: 'it listens on 127.0.0.2',
        facts: { own: '127.0.0.2' },
      });
      (await survey([talker.port], '127.0.0.2')).resolves([], {
        remark: 'it listens on 127.0.0.1 only',
        facts: { own: '127.0.0.2' },
      });
    }
    const six = await Lookout.listen(stage, 'greets', { host: '::1' });
    if (six) (await survey([six.port], '::1')).resolves([six.port], { facts: { own: '::1' } });
  },
};

/** Hosts that lead to this computer all the same: whoever does not refuse them connects to us. */
const NEAR = ['0.0.0.0', 'localhost', '127.1', '::ffff:127.0.0.1', '2130706433', ''];
/** Addresses for documentation (RFC 5737, RFC 3849), and a name that is never resolved (RFC 6761). */
const FAR = ['192.0.2.1', '198.51.100.7', '2001:db8::1', '127.0.0.1.example.invalid'];

export const surveyRefuses: Check = {
  id: 'survey-refuses',
  title: 'foreign hosts and port 0 are refused before any connect',
  points: 2,
  needs: ['survey-finds'],
  lesson: 'a-survey-of-your-own-loopback',
  next: 'Which hosts and ports does the lesson allow? What is checked first: they, or the network?',
  causes: [nameAccepted, prefixChecked, anyHostAccepted, surveyedPortZero, checkedTooLate],
  async play(stage) {
    const { learner } = stage;
    const lookout = await Lookout.open(stage, 'greets');
    const options = { deadlineMs: 500 };
    for (const host of [...NEAR, ...FAR]) {
      const answer = await learner.call('surveyPorts', host, [lookout.port], options);
      const connections = await lookout.strangers();
      const facts = { host, connections, refused: answer.error !== undefined };
      answer.throws(['TypeError', 'RangeError'], 'this host is no loopback address', facts);
      mustBeNone(answer, connections, facts);
    }
    for (const port of [0, 65_536, 1.5, -1, Number.NaN]) {
      const ports = [lookout.port, port];
      const answer = await learner.call('surveyPorts', '127.0.0.1', ports, options);
      const connections = await lookout.strangers();
      const facts = { port, connections, refused: answer.error !== undefined };
      answer.throws('RangeError', 'a port is a whole number from 1 to 65535', facts);
      mustBeNone(answer, connections, facts);
    }
  },
};

function mustBeNone(
  answer: Answer,
  connections: number,
  facts: Record<string, string | number | boolean>,
): void {
  if (connections === 0) return;
  const count = connections === 1 ? '1 connection' : `${connections} connections`;
  throw new Failure({
    called: answer.called,
    expected: { text: 'an error before anything is connected to' },
    received: { text: `an error, and ${count} to the grader’s port` },
    facts,
  });
}

/** A call that never ends, for a listener that waits for a connection made long ago. */
const ever = new Promise<never>(() => {});

export const surveyCloses: Check = {
  id: 'survey-closes',
  title: 'when surveyPorts is done, every socket is closed',
  points: 2,
  needs: ['survey-finds'],
  lesson: 'a-survey-of-your-own-loopback',
  next: 'Who closes the socket of an attempt, and in how many directions is a connection open?',
  causes: [leftOpen, halfClosed],
  async play(stage) {
    await closesAll(stage, 1); // then the picture of a failure shows one connection
    await closesAll(stage, 2);
  },
};

async function closesAll({ learner, host, turn }: Stage, count: number): Promise<void> {
  const listeners = await Promise.all(Array.from({ length: count }, () => host()));
  const ports = listeners.map(({ address }) => address.port).sort((a, b) => a - b);
  const called = `surveyPorts("127.0.0.1", [${ports.join(', ')}]), which has resolved`;
  (await learner.call('surveyPorts', '127.0.0.1', ports)).resolves(ports);
  for (const listener of listeners) {
    const connection = await listener.accept(ever);
    await connection?.peer.receiveToEnd();
    if (!connection || connection.peer.ending === 'open') {
      throw new Failure({
        called,
        expected: { text: 'FIN or RST on the connection it made' },
        received: { text: 'neither: the connection is still open' },
        facts: { stillOpen: true },
      });
    }
    if (connection.peer.ending === 'fin')
      await mustTakeNothing(connection.peer.socket, called, turn);
  }
}

/** Behind a FIN may be a closed socket, or one that still reads. Bytes tell: a closed one answers RST. */
async function mustTakeNothing(
  socket: net.Socket,
  called: string,
  turn: () => Promise<void>,
): Promise<void> {
  for (let sent = 1; sent <= 20; sent++) {
    if (socket.destroyed) return;
    socket.write('?');
    await turn();
  }
  throw new Failure({
    called,
    expected: { text: 'a socket that is closed: what is sent to it is answered with RST' },
    received: { text: 'FIN came, and then 20 bytes of ours were still taken' },
    facts: { halfClosed: true },
  });
}
