import { Failure, type Stage } from '../../vocabulary.ts';
import { type Pair, RelayUnderTest } from './pair.ts';

const CLIENTS = 8;
const ROUNDS = 10;
/** How long what a relay holds back until FIN is waited for, before it gets that. */
const SOON_MS = 200;

/**
 * Fails where what clients say at once is not carried. Many come in one turn of the relay's loop: while
 * it makes the connections for some, the words of others are there before it could know of them.
 */
export async function firstWordsArrive(stage: Stage): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    stage.recorder.forget();
    const relay = await RelayUnderTest.start(stage);
    const names = Array.from({ length: CLIENTS }, (_, i) => `client ${i + 1}`);
    const clients = names.map(async (name) => {
      const client = await relay.server.connect(name);
      void client.send(wordsOf(name));
      return client;
    });
    const pairs: Pair[] = [];
    for (const client of clients) {
      const target = await relay.next();
      // Not each client has one: of that, another check tells.
      if (!target) return;
      pairs.push({ client: await client, target });
    }
    await mustHave(names, pairs);
  }
}

function wordsOf(name: string): Buffer {
  return Buffer.from(`${name} speaks`);
}

/** Which words came over which connection is not judged here, but those that came over none. */
async function mustHave(names: readonly string[], pairs: readonly Pair[]): Promise<void> {
  const arrive = (deadlineMs?: number) =>
    Promise.all(
      pairs.map(({ target }, i) => target.peer.receive(wordsOf(`${names[i]}`).length, deadlineMs)),
    );
  const arrived = () => pairs.map(({ target }) => target.peer.received.toString('latin1')).join();
  await arrive(SOON_MS);
  if (names.every((name) => arrived().includes(`${name} `))) return;
  for (const { client } of pairs) client.fin();
  await arrive();
  const all = arrived();
  const lost = names.filter((name) => !all.includes(`${name} `));
  const [name] = lost;
  if (name === undefined) return;
  throw new Failure({
    sent: wordsOf(name),
    expected: { bytes: wordsOf(name) },
    received: { bytes: new Uint8Array() },
    facts: { name, firstWordsLost: lost.length, of: names.length },
  });
}
