import { once } from 'node:events';
import net from 'node:net';
import {
  type Answer,
  type Connection,
  type Evidence,
  Failure,
  LOOPBACK,
  Other,
  type Reference,
  type Stage,
  type Value,
} from '../../vocabulary.ts';

/** Fails unless the promise came to one of these codes, and to no socket. */
export function tells(answer: Answer, codes: readonly string[], facts?: Evidence['facts']): void {
  const { code, socket } = fields(answer.value);
  const right = typeof code === 'string' && codes.includes(code) && socket == null;
  if (answer.error === undefined && answer.promised && right) return;
  failTelling(answer, `{ code: '${codes.join("' or '")}' }, from a promise`, facts);
}

/** Fails unless the promise came to 0 and a socket. */
function tellsConnected(answer: Answer): void {
  const { code, socket } = fields(answer.value);
  if (answer.error === undefined && answer.promised && code === 0 && socket instanceof Other)
    if (/\bSocket$/.test(socket.what)) return;
  failTelling(answer, '{ code: 0, socket: a net.Socket }, from a promise');
}

function failTelling(answer: Answer, text: string, facts?: Evidence['facts']): never {
  const { code } = fields(answer.value);
  const told = typeof code === 'string' || typeof code === 'number' ? code : typeof code;
  answer.fail({ text }, { threw: answer.error !== undefined, told, ...facts });
}

function fields(value: Value): { code?: Value; socket?: Value } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  if (value instanceof Other || value instanceof Uint8Array) return {};
  const { code, socket } = value;
  return { code, socket };
}

/** Waits for an answer. Where the promise does not settle, `more` is asked what else is to be seen. */
export async function settled(
  call: Promise<Answer>,
  more: () => Promise<Partial<Evidence>>,
): Promise<Answer> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof Failure) || error.evidence.facts?.reason !== 'unsettled') throw error;
    throw error.with(await more());
  }
}

/** Calls connectEx for a server of the grader's; the answer, and the grader's end of the connection. */
export async function connected(
  { learner, host }: Pick<Stage, 'learner' | 'host'>,
  options: { deadlineMs?: number } = {},
): Promise<{ answer: Answer; connection: Connection }> {
  const server = await host();
  const given = options.deadlineMs === undefined ? [] : [{ ...options }];
  const call = learner.call('connectEx', { ...server.address }, ...given);
  // The learner's side may hear of the connection before the grader's does.
  const failed = call.then(async (answer) => {
    if (fields(answer.value).code === 0) await new Promise(() => {});
  });
  const connection = await server.accept(failed);
  const answer = await call;
  tellsConnected(answer);
  if (!connection) return answer.fail({ text: 'a connection to the grader, which listened there' });
  return { answer, connection };
}

/** A quiet connected socket in the learner's process that is no part of the story told. */
export async function aside({ learner, closeAtEnd }: Stage): Promise<Reference> {
  const server = net.createServer((socket) => socket.on('error', () => {}).resume());
  server.listen(LOOPBACK.port, LOOPBACK.host);
  closeAtEnd(async () => server.close());
  await once(server, 'listening');
  const port = Number(Reflect.get(Object(server.address()), 'port'));
  return learner.connect({ host: LOOPBACK.host, port });
}
