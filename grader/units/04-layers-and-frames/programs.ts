import dgram from 'node:dgram';
import { once } from 'node:events';
import type * as exercise from '../../../solutions/04-layers-and-frames.ts';
import {
  bytesOf,
  countBytes,
  hexLines,
  Mistyped,
  type Program,
  type Programs,
  shown,
} from '../../vocabulary.ts';
import { toldFrame, toldLayers } from './told-layers.ts';
import { captured } from './vectors.ts';

type Exercise = typeof exercise;

/** Those of the lesson's captured exchange. */
const HEADERS = {
  source: { mac: '02:00:00:00:00:0a', address: '192.0.2.1', port: 40_000 },
  destination: { mac: '02:00:00:00:00:0b', address: '192.0.2.2', port: 4242 },
  ttl: 64,
  identification: 0x78f7,
};
const MOST_SHOWN = 96;
const ANSWER_MS = 1000;

/** udp 3 is the third frame of udp.pcapng; all else is hexadecimal. Throws Mistyped. */
function frameOf(words: readonly string[]): Uint8Array {
  const [name = '', number] = words;
  const frames = captured.filter(({ from }) => from.startsWith(`${name}.pcapng,`));
  if (frames.length === 0) return bytesOf(...words);
  const frame = frames.find(({ from }) => from === `${name}.pcapng, frame ${number}`);
  if (!frame)
    throw new Mistyped(`expected one of the frames ${name} 1 to ${name} ${frames.length}`);
  return frame.bytes;
}

const captures = [...new Set(captured.map(({ from }) => from.split('.')[0]))];

const decode: Program<Exercise> = {
  about: 'decodeFrame, of a captured frame or of one in hexadecimal',
  takes: 'FRAME …',
  example: 'udp 3',
  notes: `udp 3 is the third frame of a capture. The captures are ${captures.join(', ')}.`,
  answer({ decodeFrame }, words) {
    const frame = frameOf(words);
    const layers = toldLayers(decodeFrame(frame));
    const more = frame.length > MOST_SHOWN ? `        …  ${countBytes(frame.length)}\n` : '';
    return `${hexLines(frame.subarray(0, MOST_SHOWN))}\n${more}${layers}`;
  },
};

const checksum: Program<Exercise> = {
  about: 'internetChecksum of bytes in hexadecimal',
  takes: 'BYTES …',
  example: '0001 f203 f4f5 f6f7',
  answer({ internetChecksum }, words) {
    const given: unknown = internetChecksum(bytesOf(...words));
    if (typeof given !== 'number') return shown(given);
    return `${given.toString(16).padStart(4, '0')}   (${given})`;
  },
};

const encapsulate: Program<Exercise> = {
  about: 'encapsulate: the frame that carries a text from 192.0.2.1:40000 to 192.0.2.2:4242',
  takes: 'TEXT …',
  example: 'hello',
  answer({ encapsulate }, words) {
    const frame: unknown = encapsulate(Buffer.from(words.join(' ')), HEADERS);
    if (!(frame instanceof Uint8Array)) return shown(frame);
    const parts = { Ethernet: [0, 14], IPv4: [14, 34], UDP: [34, 42], payload: [42] } as const;
    return Object.entries(parts)
      .map(([name, [start, end]]) => {
        const hex = shown(frame.subarray(start, end)).replace(/^<(.*)>$/, '$1');
        return `${name.padEnd(11)}at ${String(start).padStart(2)}   ${hex}`;
      })
      .join('\n');
  },
};

const client: Program<Exercise> = {
  about: 'encapsulate, sent to a host in a datagram, and decodeFrame of its answer',
  transport: 'udp',
  tell: toldFrame,
  usage: 'Type lines. Each is the message of one frame.',
  async talk({ encapsulate, decodeFrame }, { host, port }, { lines, print, failed }) {
    const socket = dgram.createSocket('udp4');
    const exchange = async (line: string) => {
      socket.send(encapsulate(Buffer.from(line), HEADERS), port, host);
      const answer = await answerOn(socket);
      print(answer ? `${toldLayers(decodeFrame(answer))}\n` : 'no answer within a second\n');
    };
    for await (const line of lines) await exchange(line).catch(failed);
    socket.close();
  },
};

/** What comes within a second, if anything does. */
async function answerOn(socket: dgram.Socket): Promise<Uint8Array | undefined> {
  try {
    const [message] = await once(socket, 'message', { signal: AbortSignal.timeout(ANSWER_MS) });
    return message;
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return undefined;
    throw error;
  }
}

const programs: Programs<Exercise> = {
  decode,
  checksum,
  encapsulate,
  host: {
    about: 'startEchoHost',
    transport: 'udp',
    tell: toldFrame,
    byHand: () => [],
    start: ({ startEchoHost }, address) => startEchoHost(address),
  },
  client,
};

export default programs;
