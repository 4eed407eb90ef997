import { type Check, Script } from '../../vocabulary.ts';
import { connected, end, listening, type Row, table, told, toldRows } from './table.ts';
import {
  beyondAccepted,
  edgeRefused,
  errorWithoutCode,
  tookTheSecond,
  zeroAccepted,
} from './table-causes.ts';

const ANA = '192.0.2.7:50000';

const TWICE: Row[] = [
  listening('tcp', '10.0.0.1:80', 'first'),
  listening('udp', '10.0.0.1:53', 'first'),
  listening('tcp', '0.0.0.0:80', 'first'),
  connected('tcp', '10.0.0.1:443', ANA, 'first'),
  connected('udp', '10.0.0.1:53', ANA, 'first'),
];

export const tableInUse: Check = {
  id: 'table-in-use',
  title: 'the same socket twice is refused with EADDRINUSE',
  points: 1,
  needs: ['table-listeners', 'table-connections'],
  lesson: 'the-kernels-table',
  next: 'What does a kernel say to the second program that wants the same port?',
  causes: [tookTheSecond, errorWithoutCode],
  async play({ learner }) {
    const played = TWICE.flatMap((row) => [
      [row, { ...row, name: 'second' }],
      [row, row],
    ]);
    const answers = await learner.play(played.map((rows) => table(rows)));
    for (const [i, rows] of played.entries()) {
      const second = answers[i]?.at(-1);
      if (second?.error?.code === 'EADDRINUSE' && answers[i]?.length === 3) continue;
      told(toldRows(rows), () =>
        second?.fail({ text: 'an Error whose code is EADDRINUSE' }, { twice: true }),
      );
    }
  },
};

export const tablePortZero: Check = {
  id: 'table-port-zero',
  title: 'port 0 is no destination, 65536 no port, and 65535 is one',
  points: 1,
  needs: ['table-listeners', 'table-connections'],
  lesson: 'port-0',
  next: 'Can anything that arrives carry this number as its destination port?',
  causes: [zeroAccepted, beyondAccepted, edgeRefused],
  async play({ learner }) {
    const good = end('10.0.0.1:80');
    const remote = end(ANA);
    const played = [0, 65_536, -1, 1.5, Number.NaN].flatMap((port) => {
      const bad = { ...good, port };
      const calls: [name: string, told: string, script: Script][] = [
        [
          'listen',
          `tcp, 10.0.0.1:${port}, "web"`,
          new Script('Demultiplexer').call('listen', 'tcp', bad, 'web'),
        ],
        [
          'connect',
          `tcp, 10.0.0.1:80, 192.0.2.7:${port}, "web"`,
          new Script('Demultiplexer').call('connect', 'tcp', good, { ...remote, port }, 'web'),
        ],
        [
          'connect',
          `tcp, 10.0.0.1:${port}, ${ANA}, "web"`,
          new Script('Demultiplexer').call('connect', 'tcp', bad, remote, 'web'),
        ],
        [
          'deliver',
          `tcp, 10.0.0.1:${port}, ${ANA}`,
          new Script('Demultiplexer').call('deliver', 'tcp', bad, remote),
        ],
      ];
      return calls.map(([name, args, script]) => ({ port, called: `${name}(${args})`, script }));
    });
    const answers = await learner.play(played.map(({ script }) => script));
    for (const [i, { port, called }] of played.entries()) {
      told(`new Demultiplexer()\n${called}`, () =>
        answers[i]
          ?.at(-1)
          ?.throws('RangeError', 'a destination port is a whole number from 1 to 65535', { port }),
      );
    }
    const edges = [1, 65_535];
    const delivered = await learner.play(
      edges.map((port) =>
        new Script('Demultiplexer')
          .call('listen', 'tcp', { ...good, port }, 'web')
          .call('deliver', 'tcp', { ...good, port }, { ...remote, port }),
      ),
    );
    for (const [i, edge] of edges.entries()) {
      told(`new Demultiplexer()\nlisten and deliver, 10.0.0.1:${edge}`, () =>
        delivered[i]?.at(-1)?.returns('web', { facts: { edge } }),
      );
    }
  },
};
