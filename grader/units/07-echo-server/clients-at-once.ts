import {
  type Check,
  floodUntilStalled,
  ignoresBackpressure,
  oneClientAtATime,
  replyToWrongPeer,
} from '../../vocabulary.ts';

const MIB = 1024 * 1024;

export const manyClients: Check = {
  id: 'many-clients',
  title: '50 clients at once each get their own bytes back',
  points: 2,
  needs: ['echoes-bytes'],
  lesson: 'one-port-serves-all',
  next: 'What does your server keep for a client, and where does it keep it?',
  causes: [replyToWrongPeer, oneClientAtATime],
  async play({ server, random }) {
    const echo = await server('startEchoServer');
    const clients = await echo.connectMany(50);
    const halves = clients.map(
      (_, i) => [`<client ${i + 1}`, ` ${random.integer(0, 999_999)}>`] as const,
    );
    for (const half of [0, 1] as const) {
      for (const [i, client] of clients.entries())
        await client.send(Buffer.from(halves[i]?.[half] ?? ''));
    }
    const own = halves.map((half) => Buffer.from(half.join('')));
    await Promise.all(clients.map((client, i) => client.peer.receive(own[i]?.length ?? 0)));
    // Whoever received too much tells more than those who were left without.
    const flooded = clients.findIndex(({ peer }, i) => peer.receivedLength > (own[i]?.length ?? 0));
    if (flooded >= 0) await clients[flooded]?.expectAtOnce(own[flooded] ?? Buffer.alloc(0));
    for (const [i, client] of clients.entries()) {
      await client.expect(own[i] ?? Buffer.alloc(0), { whileOpen: i > 0 && 'client 1' });
    }
    await Promise.all(clients.map((client) => client.finish()));
  },
};

export const survivesReset: Check = {
  id: 'survives-reset',
  title: 'a client that resets ends its own conversation only',
  points: 2,
  needs: ['many-clients'],
  lesson: 'when-a-client-resets',
  next: 'What event does a socket have for an RST, and what does Node do when nobody listens for it?',
  async play({ server, random }) {
    for (const name of ['startEchoServer', 'startUpperCaseServer']) {
      const learners = await server(name);
      const clients = await learners.connectMany(5);
      const greet = async () => {
        for (const client of clients) {
          await client.send(Buffer.from('HELLO'));
          await client.expect(Buffer.from('HELLO'));
        }
      };
      await greet();
      const [quiet, busy] = clients.splice(random.integer(0, 3), 2);
      quiet?.reset();
      // This one has an answer under way that it will never read.
      busy?.peer.pause();
      await busy?.send(random.bytes(64 * 1024));
      busy?.reset();
      await greet();
      const late = await learners.connect('a new client');
      await late.send(Buffer.from('HELLO'));
      await late.expect(Buffer.from('HELLO'));
      for (const client of [...clients, late]) await client.finish();
    }
  },
};

export const boundedMemory: Check = {
  id: 'bounded-memory',
  title: 'a client that never reads does not fill the memory',
  points: 2,
  needs: ['many-clients', 'echoes-all', 'upper-cases-ascii'],
  lesson: 'a-client-that-never-reads',
  next: 'write() tells you when its buffer is full. What do you do with the client whose answers wait there?',
  causes: [ignoresBackpressure],
  async play({ server, random }) {
    for (const name of ['startEchoServer', 'startUpperCaseServer']) {
      const learners = await server(name);
      const [mute, witness] = await learners.connectMany(2);
      if (!mute || !witness) throw new Error('two clients were asked for');
      const block = random.bytes(4096).map((byte) => 0x20 | (byte & 0x1f)); // no letters
      const sent = await floodUntilStalled(mute, witness, Buffer.from(block), 32 * MIB);
      const late = await learners.connect('a new client');
      await late.send(Buffer.from('HELLO'));
      await late.expect(Buffer.from('HELLO'));
      mute.peer.resume();
      await mute.expect(sent);
      await mute.finish();
      await witness.finish();
    }
  },
};
