import {
  type Answer,
  Failure,
  Reference,
  type Script,
  type SocketState,
  type Stage,
} from '../../vocabulary.ts';

/** The socket in memory that is played with at the moment: each stream makes it anew. */
export const SOCKET = new Reference('socket');

const ROOM = 50;

/** `"hellob" │ "yebye"   2 chunks`, as far as a line has room. */
export function arrival(chunks: readonly Buffer[]): string {
  let line = '';
  for (const [i, chunk] of chunks.entries()) {
    const next = i === 0 ? showChunk(chunk) : `${line} │ ${showChunk(chunk)}`;
    if (i > 0 && next.length > ROOM) {
      line += ' │ …';
      break;
    }
    line = next;
  }
  return `${line}   ${chunks.length} ${chunks.length === 1 ? 'chunk' : 'chunks'}`;
}

function showChunk(chunk: Buffer): string {
  if (chunk.length > 40) return `${chunk.length.toLocaleString('en-US')} bytes`;
  const text = chunk.toString();
  if (Buffer.from(text).equals(chunk)) return JSON.stringify(text);
  return (chunk.toString('hex').match(/../g) ?? []).join(' ');
}

/** What a failure says of the stream that it happened on. */
export interface Story {
  chunks: readonly Buffer[];
  /** What came behind the chunks, or did not. */
  note?: string;
  facts?: Record<string, string | number | boolean>;
}

/** Passes a failure on together with how the stream arrived. */
export async function arriving<T>(story: Story, play: () => T | Promise<T>): Promise<T> {
  try {
    return await play();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { evidence } = error;
    const arrived = [
      ...(story.chunks.length > 0 || !story.note ? [arrival(story.chunks)] : []),
      ...(story.note ? [story.note] : []),
    ];
    const first = story.chunks[0]?.toString('hex') ?? '';
    const facts = { chunks: story.chunks.length, first, ...story.facts, ...evidence.facts };
    throw new Failure({ ...evidence, arrived, facts });
  }
}

/** One stream that is played: what is asked of it, and how the answers are judged. */
export interface Played extends Story {
  script: Script;
  judge(answers: Answer[]): void;
}

const AT_ONCE = 128;

/** Plays many streams, a hundred to a message, and judges them in their order. */
export async function playStreams(
  learner: Stage['learner'],
  streams: readonly Played[],
): Promise<void> {
  for (let at = 0; at < streams.length; at += AT_ONCE) {
    const some = streams.slice(at, at + AT_ONCE);
    const lists = await together(learner, some);
    for (const [i, stream] of some.entries()) {
      await arriving(stream, () => stream.judge(lists[i] ?? []));
    }
  }
}

/**
 * Where one of them waits for ever, those before it are judged first, and then its call is told. Where
 * the process lets nothing else run, they are played one by one: the first that fails is told.
 */
async function together(
  learner: Stage['learner'],
  streams: readonly Played[],
): Promise<Answer[][]> {
  try {
    return await learner.play(streams.map(({ script }) => script));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.evidence.facts?.reason === 'unsettled') {
      const state = await learner.inspect(SOCKET);
      const waiting = streams[state.program];
      if (!waiting) throw error;
      await playStreams(learner, streams.slice(0, state.program));
      return arriving(waiting, () => Promise.reject(callThatWaits(error, waiting.script, state)));
    }
    const [only, ...others] = streams;
    if (only && others.length === 0) return arriving(only, () => Promise.reject(error));
    for (const stream of streams) {
      await arriving(stream, async () => {
        const [answers] = await learner.play([stream.script]);
        stream.judge(answers ?? []);
      });
    }
    throw error;
  }
}

/** The failure again, told of the one call in the script that waits, and of how its socket stands. */
function callThatWaits(failure: Failure, { steps }: Script, state: SocketState): Failure {
  const { evidence } = failure;
  const begun = steps.slice(0, state.step + 1);
  const last = begun.at(-1);
  const called = begun.flatMap((step) => step.called || []).join('; ');
  const waited = evidence.waited?.replace(evidence.called ?? '', () => last?.called ?? '');
  const n = last?.step.do === 'call' ? last.step.args[1] : undefined;
  const facts = {
    ...evidence.facts,
    buffered: state.buffered,
    heldUp: state.heldUp,
    ...(typeof n === 'number' ? { wanted: n } : {}),
  };
  return new Failure({ ...evidence, called, ...(waited ? { waited } : {}), facts });
}
