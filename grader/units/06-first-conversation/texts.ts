import { type Answer, type Connection, Failure, type Stage } from '../../vocabulary.ts';

/** The bytes of a text on the wire. */
export const utf8 = (text: string): Buffer => Buffer.from(text);

export const GREETING = utf8('你好\n');
export const GOODBYE = utf8('再见\n');

/** What the conversation server says to a line. */
export const answerTo = (line: string): Buffer => utf8(`你好, ${line}\n`);

/** Every way to cut these bytes into pieces that are not empty: 2 ** (length - 1) of them. */
export function everyCut(bytes: Buffer): Buffer[][] {
  const ways = 2 ** (bytes.length - 1);
  return Array.from({ length: ways }, (_, way) => {
    const cuts = [...bytes.keys()].filter((at) => at > 0 && (way >> (at - 1)) & 1);
    return pieces(bytes, cuts);
  });
}

/** Cut in two, at each place where that can be. */
export function everyHalving(bytes: Buffer): Buffer[][] {
  return [...bytes.keys()].slice(1).map((at) => pieces(bytes, [at]));
}

function pieces(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const edges = [0, ...cuts, bytes.length];
  return edges.slice(1).map((end, i) => bytes.subarray(edges[i], end));
}

/**
 * Sends the pieces one by one, and each only when the learner's side has read the one before. That
 * is not guessed from a time: a piece lies in the receiver's kernel when the write is done, and the
 * learner's event loop has turned since, several times.
 */
export async function sendApart(
  connection: Connection,
  parts: readonly Buffer[],
  turn: Stage['turn'],
): Promise<void> {
  const count = parts.length;
  for (const [i, part] of parts.entries()) {
    const many = count > 3 ? `in ${count} pieces` : `piece ${i + 1} of ${count}`;
    await connection.sendInPieces([part], count === 1 ? 'in one piece' : many);
    await turn();
  }
}

/**
 * Passes a failure on together with the call that it came in, and with what that call came to
 * meanwhile: a client that has given up says nothing more, and its error tells why.
 */
export async function during(
  called: string,
  call: Promise<Answer>,
  play: () => Promise<void>,
): Promise<void> {
  let answer: Answer | undefined;
  call.then(
    (came) => {
      answer = came;
    },
    () => {},
  );
  try {
    await play();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { name, message } = answer?.error ?? {};
    const rejected = `The promise has been rejected: ${name}: ${message}`;
    const happened = [...(error.evidence.happened ?? []), ...(name ? [rejected] : [])];
    throw error.with({
      called: error.evidence.called ?? called,
      ...(happened.length > 0 ? { happened } : {}),
      ...(name ? { facts: { rejected: name } } : {}),
    });
  }
}
