import { countBytes } from '../feedback/bytes.ts';
import { Failure } from '../feedback/evidence.ts';
import type { Connection } from './connection.ts';

const BLOCK = 256 * 1024;
/** So many answers on another connection, and the flooded one took nothing: the server has stopped reading it. */
const ROUNDS = 50;

/**
 * Sends and reads nothing until the other side takes no more; resolves with all that was sent. Fails
 * where it has taken `most` bytes. That it has stopped is known from `witness`, another connection to
 * the same server, which goes on being answered meanwhile: no clock is asked.
 */
export async function floodUntilStalled(
  flooded: Connection,
  witness: Connection,
  block: Buffer,
  most: number,
): Promise<Buffer> {
  const { socket } = flooded.peer;
  const blocks: Buffer[] = [];
  const chunk = Buffer.alloc(BLOCK, block);
  flooded.peer.pause();
  for (let taken = 0; ; taken += BLOCK) {
    if (taken >= most) tookTooMuch(taken);
    blocks.push(chunk);
    let written = false;
    const sent = flooded.send(chunk).then(() => {
      written = true;
    });
    for (let round = 0; !written && round < ROUNDS; round++) {
      await witness.send(Buffer.from('?'));
      await witness.expect(Buffer.from('?'));
    }
    if (!written && !socket.destroyed) {
      sent.catch(() => {});
      return Buffer.concat(blocks);
    }
    await sent;
  }
}

function tookTooMuch(taken: number): never {
  throw new Failure({
    expected: { text: 'the server stops reading while its answers are not read' },
    received: { text: `it took ${countBytes(taken)} and would take more` },
    facts: { taken },
  });
}
