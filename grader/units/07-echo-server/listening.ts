import { type Check, listensElsewhere, resolvedBeforeListening } from '../../vocabulary.ts';

export const listens: Check = {
  id: 'listens',
  title: 'both servers listen on the address they were given',
  points: 1,
  lesson: 'what-the-grader-plays',
  next: 'Which event says that a server listens? And what did the address say of the host?',
  causes: [resolvedBeforeListening, listensElsewhere],
  async play(stage) {
    for (const name of ['startEchoServer', 'startUpperCaseServer']) {
      const server = await stage.server(name);
      server.mustListenOn('127.0.0.1');
      const client = await server.connect();
      await client.finish();
      await server.mustRefuseElsewhere();
      const given = await stage.server(name, { host: '127.0.0.1', port: await stage.freePort() });
      await (await given.connect()).finish();
    }
  },
};

export const refusesBusyPort: Check = {
  id: 'refuses-busy-port',
  title: 'a port that is taken rejects the promise',
  points: 1,
  needs: ['listens'],
  lesson: 'the-port-that-is-in-use',
  next: 'How does a net.Server tell that listen() failed, and who hears it?',
  async play({ learner, host }) {
    const { address } = await host();
    for (const name of ['startEchoServer', 'startUpperCaseServer']) {
      const answer = await learner.call(name, { ...address });
      answer.throws('Error', `EADDRINUSE, for another server listens on port ${address.port}`);
    }
  },
};
