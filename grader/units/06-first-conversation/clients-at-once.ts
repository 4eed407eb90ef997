import { type Check, oneClientAtATime, replyToWrongPeer } from '../../vocabulary.ts';
import { answerTo, GOODBYE, GREETING, utf8 } from './texts.ts';

export const manyClients: Check = {
  id: 'many-clients',
  title: 'clients talk at the same time, whoever resets among them',
  points: 2,
  needs: ['reads-to-fin', 'lines-any-split'],
  lesson: 'a-server-that-greets',
  next: 'What belongs to one client, where do you keep it, and what becomes of the others when one is gone?',
  causes: [oneClientAtATime, replyToWrongPeer],
  async play({ server, turn, recorder }) {
    for (const name of ['startGreetingServer', 'startConversationServer']) {
      recorder.forget(); // each server is a story of its own
      const learners = await server(name);
      const [first, ...others] = await learners.connectMany(3);
      if (!first) throw new Error('three clients were asked for');
      await first.expect(GREETING);
      for (const other of others) await other.expect(GREETING, { whileOpen: 'client 1' });
      const clients = [first, ...others];

      // One half of each line, then the other half of each.
      const talks = name === 'startConversationServer';
      for (const half of [0, 1]) {
        for (const { peer } of clients) await peer.send(utf8(half === 0 ? `<${peer.name}` : '>\n'));
        await turn();
      }
      for (const client of talks ? clients : [])
        await client.expect(answerTo(`<${client.peer.name}>`));

      first.reset();
      (await learners.connect('a hasty client')).reset();
      const inTheMiddle = await learners.connect('client 4');
      await inTheMiddle.expect(GREETING);
      await inTheMiddle.send(GOODBYE.subarray(0, 4));
      await turn(); // Node would take bytes and an RST that come together for FIN
      inTheMiddle.reset();
      await turn();

      const late = await learners.connect('client 5');
      await late.expect(GREETING);
      for (const client of [...others, late]) {
        if (talks) {
          await client.send(utf8('Ana\n'));
          await client.expect(answerTo('Ana'));
        }
        await client.finish();
      }
    }
  },
};
