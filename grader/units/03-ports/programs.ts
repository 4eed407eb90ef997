import type * as exercise from '../../../solutions/03-ports.ts';
import { Mistyped, numberOf, type Program, type Programs, row, shown } from '../../vocabulary.ts';
import { openTable } from './typed-table.ts';

type Exercise = typeof exercise;

const endpoint: Program<Exercise> = {
  about: 'parseEndpoint: the host and the port of a text',
  takes: 'TEXT',
  example: '[::1]:80',
  answer({ parseEndpoint }, [text = '']) {
    const given: unknown = parseEndpoint(text);
    if (!(given instanceof Object)) return shown(given);
    return Object.entries(given)
      .map(([name, value]) => row(name, [shown(value)]))
      .join('\n');
  },
};

const range: Program<Exercise> = {
  about: 'portRange: the range that a port is in',
  takes: 'PORT',
  example: '1024',
  answer: ({ portRange }, [port = '']) => String(portRange(numberOf(port))),
};

/** One table as long as the program runs: at its prompt it grows. */
let ask: ReturnType<typeof openTable> | undefined;

const table: Program<Exercise> = {
  about: "Demultiplexer, which holds the lesson's table to begin with",
  takes: 'WHAT PROTOCOL LOCAL [REMOTE …]',
  example: 'deliver tcp 10.0.0.1:443 192.0.2.9:50000',
  notes:
    'listen tcp 10.0.0.1:8080 NAME and connect tcp 10.0.0.1:443 192.0.2.9:50000 NAME add to it.',
  answer({ Demultiplexer }, words) {
    ask ??= openTable(new Demultiplexer());
    return ask(words);
  },
};

/** `8000`, or `1-1024`. */
function portsOf(word: string): number[] {
  const [, from = '', to = from] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(word) ?? [];
  const count = Number(to) - Number(from) + 1;
  if (from === '' || count < 1)
    throw new Mistyped(`expected a port, or two as in 1-1024, not "${word}"`);
  return Array.from({ length: count }, (_, i) => Number(from) + i);
}

const survey: Program<Exercise> = {
  about: 'surveyPorts: which ports of your own computer accept a connection',
  takes: '[HOST] PORT …',
  example: '1-1024 5432',
  notes: 'The host is 127.0.0.1 if you name none.',
  async answer({ surveyPorts }, words) {
    const [first = ''] = words;
    const named = words.length > 1 && !/^\d+(-|$)/.test(first);
    const host = named ? first : '127.0.0.1';
    const ports = words.slice(named ? 1 : 0).flatMap(portsOf);
    const open: unknown = await surveyPorts(host, ports);
    if (!Array.isArray(open)) return shown(open);
    const asked = `${ports.length.toLocaleString('en-US')} ${ports.length === 1 ? 'port' : 'ports'} asked, `;
    return `${host}: ${asked}${open.length === 0 ? 'none accepts' : `these accept: ${open.join(' ')}`}`;
  },
};

const programs: Programs<Exercise> = {
  endpoint,
  range,
  table,
  survey,
  server: {
    about: 'listenOnFreePort',
    transport: 'tcp',
    byHand: (port) => [`npm run try -- 03 survey ${port}`, `nc 127.0.0.1 ${port}`],
    start: ({ listenOnFreePort }) => listenOnFreePort(),
  },
};

export default programs;
