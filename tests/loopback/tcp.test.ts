import { once } from 'node:events';
import net from 'node:net';
import { expect, test } from 'vitest';
import { Recorder } from '../../grader/loopback/recorder.ts';
import { TcpHost } from '../../grader/loopback/tcp.ts';

const PATIENCE = { deadlineMs: 3000, isResponsive: async () => true };

test('a host closes while one more client connects', async () => {
  const names = { name: 'grader', other: 'your client' };
  const host = await TcpHost.listen(names, new Recorder(), PATIENCE);
  const first = net.connect(host.address);
  const { address } = host;
  await host.accept();
  // From a timer's turn the loop goes on to accept, and comes to what was closed only after that.
  await new Promise((resolve) => setTimeout(resolve, 1));
  const second = net.connect(host.address).on('error', () => {});
  await host.close();
  await expect(once(net.connect(address), 'connect')).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  });
  first.destroy();
  second.destroy();
});

test.runIf(process.platform === 'linux')(
  'FIN that was not read yet is told from RST by the error of a write',
  async () => {
    const names = { name: 'grader', other: 'your client' };
    for (const end of ['destroySoon', 'resetAndDestroy'] as const) {
      const recorder = new Recorder();
      const host = await TcpHost.listen(names, recorder, PATIENCE);
      const client = net.connect(host.address);
      await once(client, 'connect');
      const peer = await host.accept();
      peer?.pause();
      client[end]();
      await once(client, 'close');
      await peer?.send(Buffer.of(1)); // brings RST where none has come
      await peer?.send(Buffer.of(2));
      await peer?.receiveToEnd();
      expect(peer?.ending).toBe(end === 'destroySoon' ? 'fin' : 'rst');
      await host.close();
    }
  },
);
