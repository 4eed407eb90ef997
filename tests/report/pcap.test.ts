import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Tape } from '../../grader/loopback/tape.ts';
import { frame, internetChecksum } from '../../grader/report/pcap/frame.ts';
import { pcapng } from '../../grader/report/pcap/pcapng.ts';
import { ROOT } from '../helpers/course.ts';
import { grade, temporaryFolder } from '../helpers/workbook.ts';

const tshark = spawnSync('tshark', ['--version']).status === 0;

/** What tshark says of a capture: one line a packet, with the fields asked for. */
function read(file: string, fields: string[], filter = ''): string[] {
  const checksums = ['ip', 'tcp', 'udp'].flatMap((name) => ['-o', `${name}.check_checksum:TRUE`]);
  const wanted = fields.flatMap((field) => ['-e', field]);
  const words = ['-r', file, ...checksums, '-T', 'fields', ...wanted, '-Y', filter || 'frame'];
  return spawnSync('tshark', words, { encoding: 'utf8' }).stdout.trim().split('\n').filter(Boolean);
}

const WARNINGS = '_ws.malformed || _ws.expert.severity >= 0x00600000';
const [client, server] = [
  { address: '127.0.0.1', port: 40_000 },
  { address: '127.0.0.1', port: 7 },
];

test('a datagram is framed octet by octet', () => {
  const tape = new Tape();
  tape.datagram(client, server, Buffer.from('hello'), 'greeting');
  const [packet] = tape.packets;
  expect(packet && frame(packet).toString('hex')).toBe(
    [
      '020000000007', // to: the station of port 7
      '020000009c40', // from: the station of port 40000
      '0800', // IPv4
      '45000021000040004011', // version 4, 5 words, 33 bytes, don't fragment, 64 hops, UDP
      '3cca', // the header's checksum
      '7f0000017f000001',
      '9c400007000d', // ports, and 13 bytes
      '21b8', // the checksum over pseudo-header, header and text
      '68656c6c6f',
    ].join(''),
  );
});

test('the Internet checksum is that of the example in RFC 1071', () => {
  expect(internetChecksum(Buffer.from('0001f203f4f5f6f7', 'hex'))).toBe(0x220d);
});

test('a datagram whose checksum comes to 0 is sent with ffff', () => {
  const tape = new Tape();
  for (let word = 0; word <= 0xffff; word++)
    tape.datagram(client, server, Buffer.of(word >> 8, word & 0xff), '');
  const sums = tape.packets.map((packet) => frame(packet).readUInt16BE(40));
  expect(sums.filter((sum) => sum === 0)).toEqual([]);
  expect(sums.filter((sum) => sum === 0xffff).length).toBe(1);
});

test('a capture that is full says so, and keeps what it has', () => {
  const tape = new Tape();
  const flow = tape.connection(client, server, '');
  flow.open();
  for (let i = 0; i < 80; i++) flow.data(client, Buffer.alloc(1024 * 1024));
  expect(tape.full).toBe(true);
  expect(tape.packets.length).toBeGreaterThan(1000);
});

describe.skipIf(!tshark)('what tshark reads (skipped where it is missing)', () => {
  test('a conversation with its numbers, FIN and an address of IPv6', () => {
    const tape = new Tape();
    const there = { address: '::1', port: 80 };
    const here = { address: '::1', port: 50_000 };
    const flow = tape.connection(here, there, 'a conversation');
    flow.open();
    flow.data(here, Buffer.from('hello'));
    flow.data(there, Buffer.alloc(70_000));
    flow.fin(here);
    flow.fin(there);
    tape.connection(client, server, 'nobody listens').refused();
    const file = path.join(temporaryFolder(), 'a.pcapng');
    fs.writeFileSync(file, pcapng(tape.packets));
    const fields = ['tcp.srcport', 'tcp.flags.str', 'tcp.seq', 'tcp.ack', 'tcp.len'];
    expect(read(file, fields).map((line) => line.replace(/·/g, '').split('\t').join(' '))).toEqual([
      '50000 S 0 0 0',
      '80 AS 0 1 0',
      '50000 A 1 1 0',
      '50000 AP 1 1 5',
      '80 A 1 6 0',
      '80 AP 1 6 65495',
      '50000 A 6 65496 0',
      '80 AP 65496 6 4505',
      '50000 A 6 70001 0',
      '50000 AF 6 70001 0',
      '80 A 70001 7 0',
      '80 AF 70001 7 0',
      '50000 A 7 70002 0',
      '40000 S 0 0 0',
      '7 AR 1 1 0',
    ]);
    expect(read(file, ['frame.comment'], 'frame.comment')).toEqual([
      'a conversation',
      'nobody listens',
    ]);
    expect(read(file, ['_ws.expert.message'], WARNINGS)).toEqual(['Connection reset (RST)']);
    expect(
      read(file, ['frame.number'], 'ip.checksum.status != 1 || tcp.checksum.status != 1'),
    ).toEqual([]);
  });

  test.each(['07', '08'])('unit %s: no warning but of RST, and nothing malformed', async (unit) => {
    const file = path.join(temporaryFolder(), 'graded.pcapng');
    const solutions = path.join(ROOT, 'solutions');
    const { status, stdout } = await grade([unit, '--from', solutions, '--pcap', file]);
    expect(status, stdout).toBe(0);
    expect(read(file, ['frame.number']).length).toBeGreaterThan(100);
    const messages = new Set(read(file, ['_ws.expert.message'], WARNINGS));
    messages.delete('Connection reset (RST)');
    expect([...messages]).toEqual([]);
  });
});
