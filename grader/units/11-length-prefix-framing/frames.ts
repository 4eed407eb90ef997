import {
  type Answer,
  countBytes,
  digestOf,
  Failure,
  Script,
  same,
  type Value,
} from '../../vocabulary.ts';

export const MIB = 1024 * 1024;

/** A frame as the lesson draws it: a uint32 big-endian length, then the body. */
export function frame(payload: Uint8Array): Buffer {
  return Buffer.concat([header(payload.length), payload]);
}

export function header(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}

export function reversed(payload: Uint8Array): Buffer {
  return Buffer.from(payload).reverse();
}

/** A decoder of the learner's that the chunks are pushed to, one after the other. */
export function pushing(
  chunks: readonly Uint8Array[],
  options?: { maxFrameLength: number },
): Script {
  const script = options ? new Script('FrameDecoder', options) : new Script('FrameDecoder');
  for (const chunk of chunks) script.call('push', chunk);
  return script;
}

/** The frames that all push() calls of a script handed out. Fails where one threw or gave no list. */
export function framesOf(answers: readonly Answer[], expected: readonly Uint8Array[]): void {
  const frames: Value[] = [];
  for (const answer of answers.slice(1)) {
    const { value } = answer;
    if (answer.error || !Array.isArray(value)) {
      answer.fail({ text: 'a list of the frames that this chunk completed' });
      return;
    }
    for (const item of value) frames.push(item);
  }
  const wrong = expected.findIndex((bytes, i) => !isBytes(frames[i], bytes));
  if (wrong < 0 && frames.length === expected.length) return;
  failFrames(answers.at(-1)?.called ?? '', frames, expected, wrong < 0 ? expected.length : wrong);
}

/** Fails unless the digest that came back is that of these frames. */
export function digestIs(answer: Answer | undefined, expected: readonly Uint8Array[]): void {
  const wanted = digestOf(expected);
  if (!answer || same(answer.value, wanted)) return;
  const count = (digest: { parts: number; bytes: number }) =>
    `${digest.parts.toLocaleString('en-US')} ${digest.parts === 1 ? 'frame' : 'frames'}, ${countBytes(digest.bytes)} in all`;
  const { value } = answer;
  if (typeof value !== 'object' || value === null || !('parts' in value)) {
    answer.fail({ text: count(wanted) });
    return;
  }
  const came = { parts: Number(value.parts), bytes: Number(value.bytes) };
  const alike = count(came) === count(wanted) ? ', but other bytes than were sent' : '';
  throw new Failure({
    called: answer.called,
    expected: { text: count(wanted) },
    received: { text: count(came) + alike },
  });
}

function failFrames(
  called: string,
  frames: readonly Value[],
  expected: readonly Uint8Array[],
  at: number,
): never {
  const [wanted, got] = [expected[at], frames[at]];
  const count = `${frames.length} of ${expected.length} frames came`;
  throw new Failure({
    called,
    expected: due(wanted, at, expected.length),
    received: got instanceof Uint8Array ? { bytes: got, remark: count } : { text: count },
    facts: { frames: frames.length, wanted: expected.length, at, emptyIsDue: wanted?.length === 0 },
  });
}

function due(frame: Uint8Array | undefined, at: number, count: number) {
  if (!frame) return { text: `${count} frames` };
  const which = `frame ${at + 1} of ${count}`;
  return frame.length > 0 ? { bytes: frame, remark: which } : { text: `${which}, an empty one` };
}

function isBytes(value: Value, bytes: Uint8Array): boolean {
  return value instanceof Uint8Array && Buffer.from(bytes).equals(value);
}
