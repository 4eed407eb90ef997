import { createRequire } from 'node:module';
import { encodeFrame, FrameDecoder } from '../solutions/11-length-prefix-framing.ts';
import { pack, unpack } from '../solutions/12-struct-packing.ts';
import { compare, ratio } from './measure.ts';

/** What is used of it-length-prefixed. */
type Decode = (
  chunks: Iterable<Uint8Array>,
  options: {
    lengthDecoder: (bytes: { subarray(): Uint8Array }) => number;
    maxLengthLength: number;
  },
) => Iterable<{ byteLength: number }>;

const load = createRequire(import.meta.url);

/** The solutions of 11 and 12 against the packages that do the same (npm ci --prefix bench). */
export async function benchCodecs(): Promise<void> {
  await benchFrames();
  await benchStruct();
}

async function benchFrames(): Promise<void> {
  const { decode: FrameStream } = load('frame-stream') as { decode(): NodeJS.ReadWriteStream };
  const { decode } = (await import(load.resolve('it-length-prefixed'))) as { decode: Decode };
  const stream = Buffer.concat(
    Array.from({ length: 20_000 }, (_, i) => encodeFrame(Buffer.alloc(i % 200))),
  );
  const chunks = Array.from({ length: Math.ceil(stream.length / 1460) }, (_, i) =>
    stream.subarray(i * 1460, (i + 1) * 1460),
  );
  const uint32 = Object.assign(
    (bytes: { subarray(): Uint8Array }) => {
      const view = bytes.subarray();
      return new DataView(view.buffer, view.byteOffset, view.byteLength).getUint32(0);
    },
    { bytes: 4 },
  );

  let sink = 0;
  const times = await compare(
    {
      ours() {
        const decoder = new FrameDecoder();
        for (const chunk of chunks) sink += decoder.push(chunk).length;
      },
      'frame-stream': () =>
        new Promise((resolve) => {
          const decoder = FrameStream();
          decoder.on('data', () => sink++);
          decoder.on('end', resolve);
          for (const chunk of chunks) decoder.write(chunk);
          decoder.end();
        }),
      'it-length-prefixed'() {
        for (const frame of decode(chunks, { lengthDecoder: uint32, maxLengthLength: 4 }))
          sink += frame.byteLength;
      },
    },
    15,
  );
  if (sink === 0) throw new Error('nothing was decoded');
  for (const name of ['frame-stream', 'it-length-prefixed'] as const) {
    console.log(
      `FrameDecoder against ${name.padEnd(24)} ${ratio(times.ours, times[name])}   (aim: at most 1)`,
    );
  }
}

async function benchStruct(): Promise<void> {
  const python = load('python-struct') as {
    pack(format: string, ...values: unknown[]): Buffer;
    unpack(format: string, data: Buffer): unknown[];
  };
  const buffer = load('bufferpack') as {
    pack(format: string, values: unknown[]): Buffer;
    unpack(format: string, data: Buffer): unknown[];
  };
  const aksel = load('@aksel/structjs') as (format: string) => {
    pack(...values: unknown[]): ArrayBuffer;
    unpack(data: ArrayBuffer): unknown[];
  };
  const [format, values] = ['>BHIhi', [1, 2, 3, -4, -5]] as const;
  const compiled = aksel(format);
  const rounds = (once: () => unknown) => () => {
    for (let i = 0; i < 20_000; i++) once();
  };
  const times = await compare(
    {
      ours: rounds(() => unpack(format, pack(format, ...values))),
      'python-struct': rounds(() => python.unpack(format, python.pack(format, ...values))),
      bufferpack: rounds(() => buffer.unpack(format, buffer.pack(format, [...values]))),
      '@aksel/structjs': rounds(() => compiled.unpack(compiled.pack(...values))),
    },
    15,
  );
  for (const name of ['python-struct', 'bufferpack', '@aksel/structjs'] as const) {
    console.log(
      `pack and unpack against ${name.padEnd(21)} ${ratio(times.ours, times[name])}   (aim: at most 1)`,
    );
  }
}
