import type { Check } from '../../vocabulary.ts';
import { drawnScenes } from './drawn-scenes.ts';
import { arrival, connected, listening, playScenes, type Scene } from './table.ts';
import {
  comparedAsObjects,
  connectionsLost,
  endsSwapped,
  keyedByRemotePort,
  listenerFirst,
  localAddressIgnored,
  onePortOneSocket,
  protocolIgnored,
  remoteAddressIgnored,
  sharedTable,
  wildcardAsAddress,
  wildcardConflict,
  wildcardFirst,
} from './table-causes.ts';

const ANA = '192.0.2.7:50000';

const LISTENERS: Scene[] = [
  {
    rows: [listening('tcp', '10.0.0.1:80', 'web')],
    arrivals: [
      arrival('tcp', '10.0.0.1:80', ANA, 'web'),
      arrival('tcp', '10.0.0.1:80', '192.0.2.8:80', 'web'),
      arrival('tcp', '10.0.0.1:81', ANA, undefined),
    ],
  },
  { rows: [], arrivals: [arrival('tcp', '10.0.0.1:80', ANA, undefined)] },
  {
    rows: [listening('tcp', '10.0.0.1:53', 'dns-tcp'), listening('udp', '10.0.0.1:53', 'dns-udp')],
    arrivals: [
      arrival('tcp', '10.0.0.1:53', ANA, 'dns-tcp'),
      arrival('udp', '10.0.0.1:53', ANA, 'dns-udp'),
    ],
  },
  {
    rows: [listening('udp', '10.0.0.1:53', 'dns')],
    arrivals: [arrival('tcp', '10.0.0.1:53', ANA, undefined)],
  },
  {
    rows: [listening('tcp', '10.0.0.1:80', 'one'), listening('tcp', '10.0.0.2:80', 'two')],
    arrivals: [
      arrival('tcp', '10.0.0.1:80', ANA, 'one'),
      arrival('tcp', '10.0.0.2:80', ANA, 'two'),
      arrival('tcp', '10.0.0.3:80', ANA, undefined),
    ],
  },
];

export const tableListeners: Check = {
  id: 'table-listeners',
  title: 'a listener is found by protocol, address and port',
  points: 2,
  lesson: 'the-kernels-table',
  next: 'Which values of what arrives does a listener care about, and which not?',
  causes: [sharedTable, comparedAsObjects, protocolIgnored, localAddressIgnored],
  async play({ learner }) {
    await playScenes(learner, LISTENERS);
  },
};

const WEB = listening('tcp', '10.0.0.1:443', 'web');

const CONNECTIONS: Scene[] = [
  {
    rows: [WEB, connected('tcp', '10.0.0.1:443', ANA, 'web-ana')],
    arrivals: [
      arrival('tcp', '10.0.0.1:443', ANA, 'web-ana'),
      arrival('tcp', '10.0.0.1:443', '192.0.2.7:50001', 'web'),
    ],
  },
  {
    rows: [
      connected('tcp', '10.0.0.1:443', ANA, 'web-ana'),
      connected('tcp', '10.0.0.2:22', '192.0.2.8:50000', 'ssh-bo'),
    ],
    arrivals: [
      arrival('tcp', '10.0.0.1:443', ANA, 'web-ana'),
      arrival('tcp', '10.0.0.2:22', '192.0.2.8:50000', 'ssh-bo'),
    ],
  },
  {
    rows: [
      connected('tcp', '10.0.0.1:50000', '198.51.100.1:443', 'to-one'),
      connected('tcp', '10.0.0.1:50000', '198.51.100.2:22', 'to-two'),
    ],
    arrivals: [
      arrival('tcp', '10.0.0.1:50000', '198.51.100.1:443', 'to-one'),
      arrival('tcp', '10.0.0.1:50000', '198.51.100.2:22', 'to-two'),
      arrival('tcp', '10.0.0.1:50000', '198.51.100.1:22', undefined),
    ],
  },
  {
    rows: [
      connected('tcp', '10.0.0.1:443', ANA, 'web-ana'),
      connected('tcp', '10.0.0.1:443', '192.0.2.8:50000', 'web-bo'),
    ],
    arrivals: [
      arrival('tcp', '10.0.0.1:443', ANA, 'web-ana'),
      arrival('tcp', '10.0.0.1:443', '192.0.2.8:50000', 'web-bo'),
    ],
  },
  {
    rows: [WEB, connected('tcp', '10.0.0.1:443', ANA, 'web-ana')],
    arrivals: [arrival('tcp', '10.0.0.1:443', '192.0.2.8:50000', 'web')],
  },
  {
    rows: [
      connected('tcp', '10.0.0.1:53', ANA, 'over-tcp'),
      connected('udp', '10.0.0.1:53', ANA, 'over-udp'),
    ],
    arrivals: [
      arrival('tcp', '10.0.0.1:53', ANA, 'over-tcp'),
      arrival('udp', '10.0.0.1:53', ANA, 'over-udp'),
    ],
  },
  {
    rows: [connected('tcp', '10.0.0.1:443', ANA, 'web-ana')],
    arrivals: [
      arrival('tcp', ANA, '10.0.0.1:443', undefined),
      arrival('udp', '10.0.0.1:443', ANA, undefined),
      arrival('tcp', '10.0.0.2:443', ANA, undefined),
    ],
  },
];

export const tableConnections: Check = {
  id: 'table-connections',
  title: 'a connection is found by all four values, before a listener',
  points: 3,
  needs: ['table-listeners'],
  lesson: 'the-kernels-table',
  next: 'Which values does your table compare? Name two sockets that only the others tell apart.',
  causes: [
    connectionsLost,
    listenerFirst,
    keyedByRemotePort,
    remoteAddressIgnored,
    onePortOneSocket,
    protocolIgnored,
    endsSwapped,
    localAddressIgnored,
  ],
  async play({ learner, random }) {
    await playScenes(learner, CONNECTIONS);
    await playScenes(learner, drawnScenes(random));
  },
};

const ANY = listening('tcp', '0.0.0.0:80', 'any');
const ONE = listening('tcp', '10.0.0.1:80', 'one');

const WILDCARDS: Scene[] = [
  {
    rows: [ANY],
    arrivals: [
      arrival('tcp', '10.0.0.1:80', ANA, 'any'),
      arrival('tcp', '203.0.113.5:80', ANA, 'any'),
      arrival('tcp', '10.0.0.1:81', ANA, undefined),
      arrival('udp', '10.0.0.1:80', ANA, undefined),
    ],
  },
  ...[
    [ANY, ONE],
    [ONE, ANY],
  ].map((rows) => ({
    rows,
    arrivals: [
      arrival('tcp', '10.0.0.1:80', ANA, 'one'),
      arrival('tcp', '10.0.0.2:80', ANA, 'any'),
    ],
  })),
];

export const tableWildcard: Check = {
  id: 'table-wildcard',
  title: '0.0.0.0 gets what no listener on the very address does',
  points: 1,
  needs: ['table-listeners'],
  lesson: 'the-kernels-table',
  next: 'In which order does the lesson look through the listeners?',
  causes: [wildcardConflict, wildcardFirst, wildcardAsAddress],
  async play({ learner }) {
    await playScenes(learner, WILDCARDS);
  },
};
