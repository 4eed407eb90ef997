import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import file from '../../grader/units/04-layers-and-frames/vectors.json' with { type: 'json' };
import { decodeFrame, encapsulate } from '../../solutions/04-layers-and-frames.ts';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'workbook-pcap-'));
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

const hasTshark = spawnSync('tshark', ['--version']).status === 0;
if (!hasTshark) console.warn('tests/pcap: skipped, tshark is not installed here');

/** A capture file in the classic format: a header of 24 bytes, then 16 bytes before each frame. */
function pcap(frames: readonly Uint8Array[]): Buffer {
  const head = Buffer.alloc(24);
  head.writeUInt32BE(0xa1b2c3d4, 0);
  head.writeUInt16BE(2, 4);
  head.writeUInt16BE(4, 6);
  head.writeUInt32BE(65_535, 16);
  head.writeUInt32BE(1, 20); // Ethernet
  const records = frames.flatMap((frame) => {
    const record = Buffer.alloc(16);
    record.writeUInt32BE(frame.length, 8);
    record.writeUInt32BE(frame.length, 12);
    return [record, frame];
  });
  return Buffer.concat([head, ...records]);
}

/** What tshark reads in each frame, field by field; an empty text where a frame has no such field. */
function tshark(frames: readonly Uint8Array[], fields: readonly string[]): string[][] {
  const capture = path.join(scratch, `${frames.length}.pcap`);
  fs.writeFileSync(capture, pcap(frames));
  const checked = ['ip', 'udp'].flatMap((name) => ['-o', `${name}.check_checksum:TRUE`]);
  const words = ['-r', capture, '-T', 'fields', ...fields.flatMap((field) => ['-e', field])];
  const { stdout, status, stderr } = spawnSync('tshark', [...words, ...checked], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`tshark ended with status ${status}: ${stderr}`);
  return stdout
    .split('\n')
    .slice(0, frames.length)
    .map((line) => line.split('\t'));
}

const headers = {
  source: { mac: '02:00:00:00:00:0a', address: '192.0.2.1', port: 40_000 },
  destination: { mac: '02:00:00:00:00:0b', address: '192.0.2.2', port: 4242 },
  ttl: 64,
  identification: 7,
};

describe.skipIf(!hasTshark)('the reference solution’s frames, read by tshark', () => {
  const messages = [0, 1, 5, 18, 1471, 1472].map((size) => Buffer.alloc(size, 'frame'));
  // Its UDP checksum is computed to 0.
  const toZero = Buffer.from('cf03', 'hex');
  const frames = [...messages, toZero].map((message) => encapsulate(message, headers));

  test('every field is well formed, and both checksums are right', () => {
    const read = tshark(frames, [
      'eth.src',
      'ip.src',
      'ip.ttl',
      'ip.checksum.status',
      'udp.dstport',
      'udp.length',
      'udp.checksum.status',
      '_ws.malformed',
      '_ws.expert',
    ]);
    expect(read).toEqual(
      [...messages, toZero].map((message) => [
        '02:00:00:00:00:0a',
        '192.0.2.1',
        '64',
        '1',
        '4242',
        `${8 + message.length}`,
        '1',
        '',
        '',
      ]),
    );
  });
});

test('the reference solution reads the captured frames as tshark does', () => {
  const plain = (value: unknown) =>
    value instanceof Uint8Array ? { bytes: Buffer.from(value).toString('hex') } : value;
  for (const { from, hex, layers } of file.frames) {
    const read = decodeFrame(Buffer.from(hex, 'hex')).map((layer) =>
      Object.fromEntries(Object.entries(layer).map(([field, value]) => [field, plain(value)])),
    );
    expect(read, from).toEqual(layers);
  }
});
