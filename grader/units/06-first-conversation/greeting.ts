import { type Check, type Connection, Failure, noFin } from '../../vocabulary.ts';
import {
  closedBeforeClient,
  finBehindBytes,
  noNewline,
  waitsToBeSpokenTo,
} from './server-causes.ts';
import { GOODBYE, GREETING, sendApart } from './texts.ts';

export const greets: Check = {
  id: 'greets',
  title: 'whoever connects hears 你好 at once, 7 bytes',
  points: 1,
  needs: ['listens'],
  lesson: 'seven-bytes',
  next: 'Which of the two sides speaks first, and what tells the other where its words end?',
  causes: [waitsToBeSpokenTo, noNewline, noFin],
  async play({ server, recorder }) {
    for (const name of ['startGreetingServer', 'startConversationServer']) {
      recorder.forget(); // each server is a story of its own
      const greeter = await server(name);
      for (const visit of ['grader', 'a second client']) {
        const client = await greeter.connect(visit);
        await mustSpeakFirst(client);
        await client.expectAtOnce(GREETING);
        await client.finish();
      }
    }
  },
};

/** Where nothing comes by itself, says something to see whether that is what the server waits for. */
async function mustSpeakFirst(client: Connection): Promise<void> {
  await client.peer.receive(1);
  if (client.peer.receivedLength > 0 || client.peer.ending !== 'open') return;
  await client.send(GOODBYE);
  await client.peer.receive(GREETING.length);
  const greetedWhenSpokenTo = client.peer.receivedLength > 0;
  throw new Failure({
    expected: { bytes: GREETING, remark: 'before the client has said anything' },
    received: { text: greetedWhenSpokenTo ? 'nothing, until the client spoke' : 'nothing' },
    facts: { name: client.peer.name, greetedWhenSpokenTo },
  });
}

export const readsToFin: Check = {
  id: 'reads-to-fin',
  title: "the greeting server reads to the client's FIN",
  points: 2,
  needs: ['greets'],
  lesson: 'a-read-of-length-0',
  next: 'How does your server learn that the client is done? Which bytes must it have read by then?',
  causes: [closedBeforeClient, finBehindBytes, noFin],
  async play({ server, random, turn }) {
    const greeter = await server('startGreetingServer');
    const said: Buffer[][] = [
      [],
      [GOODBYE],
      [GOODBYE.subarray(0, 2), GOODBYE.subarray(2)],
      [GOODBYE, random.bytes(256 * 1024), GOODBYE],
    ];
    for (const parts of said) {
      const client = await greeter.connect();
      await client.expect(GREETING);
      await turn();
      mustBeOpen(client, 0);
      for (const [i, part] of parts.entries()) {
        await sendApart(client, [part], turn);
        mustBeOpen(client, i + 1);
      }
      await client.finish({ behind: Buffer.concat(parts).length });
    }
  },
};

function mustBeOpen({ peer }: Connection, chunks: number): void {
  const more = peer.received.subarray(GREETING.length);
  if (peer.ending === 'open' && more.length === 0) return;
  const heard = { fin: 'FIN', rst: 'RST', open: '' }[peer.ending];
  throw new Failure({
    expected: { text: 'nothing behind the greeting, until the client sends FIN' },
    received: more.length > 0 ? { bytes: more } : { text: heard },
    facts: { name: peer.name, closedEarly: heard, chunks },
  });
}
