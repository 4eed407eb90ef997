// Wrong on purpose: the text behind the last newline is always taken for a line.
// check: finds-lines
// cause: empty-line-added
import type net from 'node:net';

export { readExactly } from '../../../../solutions/09-message-boundaries.ts';

export async function* readLines(socket: net.Socket): AsyncGenerator<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  yield* Buffer.concat(chunks).toString().split(/\r?\n/);
}
