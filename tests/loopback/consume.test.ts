import net from 'node:net';
import { expect, test } from 'vitest';
import { Recorder } from '../../grader/loopback/recorder.ts';
import { TcpHost } from '../../grader/loopback/tcp.ts';

const PATIENCE = { deadlineMs: 3000, isResponsive: async () => true };

test('what a consumer is given is counted, and not kept', async () => {
  const names = { name: 'target', other: 'your server' };
  const host = await TcpHost.listen(names, new Recorder(), PATIENCE);
  const socket = net.connect(host.address);
  const peer = await host.accept();
  socket.write('kept');
  await peer?.receive(4);
  const consumed: Buffer[] = [];
  peer?.consume((chunk) => consumed.push(chunk));
  socket.end('consumed');
  await peer?.receiveToEnd();
  expect(peer?.receivedLength).toBe(12);
  expect(peer?.received.toString()).toBe('kept');
  expect(Buffer.concat(consumed).toString()).toBe('consumed');
  await host.close();
});
