import {
  type Check,
  Failure,
  listensElsewhere,
  resolvedBeforeListening,
  type Stage,
} from '../../vocabulary.ts';
import { conversationEndedWithListener, portOfItsOwn } from './server-causes.ts';
import { answerTo, GOODBYE, GREETING, utf8 } from './texts.ts';

const SERVERS = ['startGreetingServer', 'startConversationServer'] as const;

export const listens: Check = {
  id: 'listens',
  title: 'both servers listen on the address they were given',
  points: 1,
  lesson: 'a-server-that-greets',
  next: 'Which event says that a server listens, and which that it cannot? What did the address say of host and port?',
  causes: [resolvedBeforeListening, listensElsewhere, portOfItsOwn],
  async play(stage) {
    for (const name of SERVERS) {
      stage.recorder.forget(); // each server is a story of its own
      const port = await stage.freePort();
      const given = await stage.server(name, { host: '127.0.0.1', port });
      if (given.address.port !== port) {
        throw new Failure({
          expected: { text: `a server that listens on port ${port}, as it was told` },
          received: { text: `one that listens on port ${given.address.port}` },
          facts: { portGiven: port, portTaken: given.address.port },
        });
      }
      for (const server of [given, await stage.server(name)]) {
        server.mustListenOn('127.0.0.1');
        const client = await server.connect();
        client.fin();
        await client.peer.receiveToEnd();
        await server.mustRefuseElsewhere();
      }
      const taken = await stage.learner.call(name, { ...given.address });
      const why = `EADDRINUSE, for a server listens on port ${port} already`;
      taken.throws('Error', why);
    }
  },
};

export const closesListenerOnly: Check = {
  id: 'closes-the-listener-only',
  title: 'close() ends the listening, and the port can be taken again',
  points: 1,
  needs: ['reads-to-fin', 'answers-lines'],
  lesson: 'nine-notes-on-five-calls',
  next: 'Of the sockets that your server has, which one does server.close() close?',
  causes: [conversationEndedWithListener],
  async play(stage) {
    for (const name of SERVERS) await untilThePortIsOurs(stage, name);
  },
};

/** Between two servers a port is free for a moment, and may be given to a stranger: then, another port. */
async function untilThePortIsOurs(stage: Stage, name: (typeof SERVERS)[number]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await closeAndStartAgain(stage, name);
    } catch (error) {
      const taken =
        error instanceof Failure && JSON.stringify(error.evidence).includes('EADDRINUSE');
      if (!taken || attempt === 3) throw error;
    }
  }
}

async function closeAndStartAgain(stage: Stage, name: (typeof SERVERS)[number]): Promise<void> {
  stage.recorder.forget();
  const address = { host: '127.0.0.1', port: await stage.freePort() };
  const server = await stage.server(name, address);
  const client = await server.connect('client 1');
  await client.expect(GREETING);
  await stage.learner.dispose(); // server.close()

  const late = await server.connect('client 2').catch(() => undefined);
  if (late) {
    throw new Failure({
      expected: { text: 'ECONNREFUSED for whoever connects after close()' },
      received: { text: 'a connection' },
      facts: { accepted: true },
    });
  }
  const facts = { listenerClosed: true };
  if (name === 'startConversationServer') {
    await client.send(utf8('Ana\n'));
    await client.expect(answerTo('Ana'), facts);
    await client.send(utf8('exit\n'));
    // This side closes last: TIME_WAIT stays with the server's port.
    await client.expectToEnd(GOODBYE, facts);
    client.fin();
  } else {
    await client.send(GOODBYE);
    await stage.turn();
    await client.finish(facts);
  }
  const again = await stage.server(name, address);
  await (await again.connect('client 3')).expect(GREETING);
}
