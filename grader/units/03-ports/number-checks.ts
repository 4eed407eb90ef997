import type { Check } from '../../vocabulary.ts';
import {
  acceptedNoPort,
  bareIpv6,
  brackets,
  dynamicFrom1024,
  emptyPort,
  keptBrackets,
  leadingZero,
  linuxRange,
  numberReadsTooMuch,
  oneErrorForTwo,
  parseIntReadsTooMuch,
  portAsText,
  refusedZero,
  splitAtColon,
  systemTo1024,
  uncheckedBrackets,
} from './number-causes.ts';

type Range = 'system' | 'user' | 'dynamic';

/** RFC 6335, section 6: the edges of the three ranges, and numbers that people meet. */
const RANGES: [port: number, range: Range, remark: string][] = [
  [80, 'system', 'HTTP'],
  [1023, 'system', 'the last of 0–1023'],
  [1024, 'user', 'the first of 1024–49151'],
  [49_151, 'user', 'the last of 1024–49151'],
  [49_152, 'dynamic', 'the first of 49152–65535'],
  [65_535, 'dynamic', 'the last of 49152–65535'],
  [0, 'system', 'the first of 0–1023'],
  [8080, 'user', ''],
  [32_768, 'user', 'Linux gives it to clients all the same'],
  [60_999, 'dynamic', ''],
];

export const portRanges: Check = {
  id: 'port-ranges',
  title: 'portRange knows the three ranges, and what is no port',
  points: 1,
  lesson: 'the-three-ranges',
  next: 'Compare both edges of each range with the table in the lesson.',
  causes: [systemTo1024, linuxRange, dynamicFrom1024, refusedZero, acceptedNoPort],
  async play({ learner, random }) {
    const drawn = (least: number, most: number, range: Range) =>
      Array.from({ length: 60 }, () => [random.integer(least, most), range, ''] as const);
    const played = [
      ...RANGES,
      ...drawn(1, 1022, 'system'),
      ...drawn(1025, 49_150, 'user'),
      ...drawn(49_153, 65_534, 'dynamic'),
    ];
    const answers = await learner.calls(played.map(([port]) => ['portRange', port]));
    const inLinuxRange = (port: number) => port >= 32_768 && port <= 60_999;
    const linux = played.every(
      ([port], i) => (answers[i]?.value === 'dynamic') === inLinuxRange(port),
    );
    for (const [i, [port, range, remark]] of played.entries())
      answers[i]?.returns(range, { remark, facts: { port, linux } });

    const outside = [65_536, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 65_535.5, 2 ** 32 + 80];
    const refused = await learner.calls(outside.map((port) => ['portRange', port]));
    for (const answer of refused)
      answer.throws('RangeError', 'a port is a whole number from 0 to 65535', { noPort: true });
  },
};

const ENDPOINTS: [text: string, host: string, port: number][] = [
  ['127.0.0.1:80', '127.0.0.1', 80],
  ['localhost:8080', 'localhost', 8080],
  ['example.com:0', 'example.com', 0],
  ['[::1]:80', '::1', 80],
  ['EXAMPLE.com:65535', 'EXAMPLE.com', 65_535],
  ['my_host-1.example:22', 'my_host-1.example', 22],
  ['300.1.2.3:9', '300.1.2.3', 9],
  ['1:2', '1', 2],
  ['[::]:0', '::', 0],
  ['[2001:db8::1]:443', '2001:db8::1', 443],
  ['[2001:DB8::A]:1', '2001:DB8::A', 1],
  ['[::ffff:192.0.2.1]:53', '::ffff:192.0.2.1', 53],
  ['[1:2:3:4:5:6:7:8]:65535', '1:2:3:4:5:6:7:8', 65_535],
];

export const parsesEndpoints: Check = {
  id: 'parses-endpoints',
  title: 'parseEndpoint reads host:port and [IPv6 address]:port',
  points: 2,
  lesson: 'writing-an-endpoint',
  next: 'Where does the host end, in each of the two forms?',
  causes: [splitAtColon, keptBrackets, brackets, portAsText],
  async play({ learner, random }) {
    const drawn = Array.from({ length: 40 }, (_, i): [string, string, number] => {
      const port = random.integer(1, 65_535);
      const host =
        i % 2 === 0
          ? [...random.bytes(4)].join('.')
          : Array.from({ length: 8 }, () => random.integer(1, 0xffff).toString(16)).join(':');
      return [i % 2 === 0 ? `${host}:${port}` : `[${host}]:${port}`, host, port];
    });
    const played = [...ENDPOINTS, ...drawn];
    const [probe, ...answers] = await learner.calls(
      ['host:80:90', ...played.map(([text]) => text)].map((text) => ['parseEndpoint', text]),
    );
    // What becomes of a second colon is judged later; here it tells how the text is cut.
    const cutsAtColons = JSON.stringify(probe?.value) === '{"host":"host","port":80}';
    for (const [i, [text, host, port]] of played.entries())
      answers[i]?.returns({ host, port }, { facts: { text, cutsAtColons } });
  },
};

/** Each breaks the form in one place. */
const MALFORMED: [text: string, why: string][] = [
  ['localhost', 'there is no port'],
  ['localhost:', 'the port is empty'],
  [':80', 'the host is empty'],
  ['::1:80', 'an IPv6 address stands in brackets'],
  ['localhost:1e3', 'a port is written in digits'],
  ['localhost:080', 'a port has no leading zero'],
  ['localhost:+80', 'a port has no sign'],
  ['localhost:-1', 'a port has no sign'],
  ['localhost:80http', 'a port is written in digits'],
  ['localhost:0x50', 'a port is written in digits'],
  ['localhost:80.0', 'a port is written in digits'],
  ['localhost:8_0', 'a port is written in digits'],
  ['localhost: 80', 'there is a blank'],
  ['localhost:80 ', 'there is a blank'],
  [' localhost:80', 'there is a blank'],
  ['local host:80', 'there is a blank'],
  ['localhost:80\n', 'there is a newline'],
  ['localhost:00', 'a port has no leading zero'],
  ['localhost:８０', 'these digits are not 0–9'],
  ['localhost:http', 'a port is a number'],
  ['localhost:80:90', 'there are two colons'],
  ['http://localhost:80', 'that is a URL'],
  ['user@localhost:80', '@ is no part of a host'],
  ['localhost:80/', 'a port is written in digits'],
  ['', 'it is empty'],
  [':', 'host and port are empty'],
  ['80', 'there is no host'],
  ['2001:db8::1:443', 'an IPv6 address stands in brackets'],
  ['[::1]', 'there is no port'],
  ['[::1]:', 'the port is empty'],
  ['[::1]:080', 'a port has no leading zero'],
  ['[::1]80', 'the colon is missing'],
  ['[::1:80', 'a bracket is missing'],
  ['::1]:80', 'a bracket is missing'],
  ['[]:80', 'the brackets are empty'],
  ['[localhost]:80', 'brackets are for IPv6 addresses'],
  ['[127.0.0.1]:80', 'brackets are for IPv6 addresses'],
  ['[1::2::3]:80', 'this is no IPv6 address'],
  ['[12345::]:80', 'this is no IPv6 address'],
  ['[1:2:3:4:5:6:7]:80', 'this is no IPv6 address'],
  ['[[::1]]:80', 'the brackets are doubled'],
  ['x[::1]:80', 'something stands before the bracket'],
];

const TOO_LARGE = ['65536', '70000', '99999', '4294967376', '18446744073709551696'];

export const refusesEndpoints: Check = {
  id: 'refuses-endpoints',
  title: 'parseEndpoint refuses what only looks like an endpoint',
  points: 2,
  needs: ['parses-endpoints'],
  lesson: 'writing-an-endpoint',
  next: 'Which spellings of a host and of a port does the lesson allow? All others are mistakes.',
  causes: [
    bareIpv6,
    emptyPort,
    numberReadsTooMuch,
    parseIntReadsTooMuch,
    leadingZero,
    uncheckedBrackets,
    oneErrorForTwo,
    acceptedNoPort,
  ],
  async play({ learner }) {
    const malformed = await learner.calls(MALFORMED.map(([text]) => ['parseEndpoint', text]));
    for (const [i, [text, why]] of MALFORMED.entries())
      malformed[i]?.throws('TypeError', why, { text });
    const large = TOO_LARGE.flatMap((port) => [`localhost:${port}`, `[::1]:${port}`]);
    const refused = await learner.calls(large.map((text) => ['parseEndpoint', text]));
    for (const [i, text] of large.entries())
      refused[i]?.throws('RangeError', 'the largest port is 65535', { text, noPort: true });
  },
};
