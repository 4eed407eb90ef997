import {
  type Answer,
  countBytes,
  type Evidence,
  Failure,
  Script,
  type Value,
} from '../../vocabulary.ts';

/** A message as the lesson draws it: four digits, each a byte from 30 to 39, then the text. */
export function message(text: string): Buffer {
  const body = new TextEncoder().encode(text);
  return Buffer.concat([header(body.length), body]);
}

export function header(length: number): Buffer {
  return Buffer.from([1000, 100, 10, 1].map((unit) => 0x30 + (Math.floor(length / unit) % 10)));
}

/** A stream of messages. */
export function stream(texts: readonly string[]): Buffer {
  return Buffer.concat(texts.map(message));
}

/** A decoder of the learner's that the chunks are pushed to, one after the other. */
export function pushing(chunks: readonly Uint8Array[]): Script {
  const script = new Script('MessageDecoder');
  for (const chunk of chunks) script.call('push', chunk);
  return script;
}

/** Fails unless these are the texts that all push() calls of a script handed out together. */
export function textsOf(
  answers: readonly Answer[],
  expected: readonly string[],
  chunks: readonly Uint8Array[] = [],
  facts: Evidence['facts'] = {},
): void {
  const texts: Value[] = [];
  for (const [i, answer] of answers.slice(1).entries()) {
    const { value } = answer;
    if (answer.error || !Array.isArray(value)) {
      const came = chunks.slice(0, i + 1).reduce((sum, { length }) => sum + length, 0);
      const text = 'a list of the messages that this chunk completed';
      const inHeader = endsInHeader(came, expected);
      answer.fail({ text }, { inHeader, ...cutIn(chunks, i), ...facts });
      return;
    }
    for (const item of value) texts.push(item);
  }
  const wrong = expected.findIndex((text, i) => texts[i] !== text);
  if (wrong < 0 && texts.length === expected.length) return;
  failTexts(answers, texts, expected, wrong < 0 ? expected.length : wrong, facts);
}

/** Whether so many bytes of the stream of these texts end inside a header. */
function endsInHeader(came: number, texts: readonly string[]): boolean {
  let start = 0;
  for (const text of texts) {
    if (came > start && came < start + 4) return true;
    start += 4 + Buffer.byteLength(text);
  }
  return false;
}

/** The first character that a chunk up to this one ended in: its bytes before that edge and behind it. */
function cutIn(chunks: readonly Uint8Array[], last: number): { half?: string; rest?: string } {
  const bytes = Buffer.concat(chunks);
  // Bytes 80 to bf never begin a character in UTF-8.
  const continues = (at: number) => ((bytes[at] ?? 0) & 0xc0) === 0x80;
  let edge = 0;
  for (const { length } of chunks.slice(0, last + 1)) {
    edge += length;
    if (!continues(edge)) continue;
    let [start, end] = [edge - 1, edge];
    while (continues(start)) start--;
    while (continues(end)) end++;
    return { half: hex(bytes.subarray(start, edge)), rest: hex(bytes.subarray(edge, end)) };
  }
  return {};
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

function failTexts(
  answers: readonly Answer[],
  texts: readonly Value[],
  expected: readonly string[],
  at: number,
  facts: Evidence['facts'],
): never {
  const [wanted, got] = [expected[at], texts[at]];
  const messages = expected.length === 1 ? 'message' : 'messages';
  const count =
    texts.length > expected.length
      ? `${texts.length} came, where ${expected.length} ${expected.length === 1 ? 'was' : 'were'} sent`
      : `${texts.length} of ${expected.length} ${messages} came`;
  throw new Failure({
    called: answers.at(-1)?.called ?? '',
    expected:
      wanted === undefined
        ? { text: `${expected.length} ${messages}` }
        : { text: shown(wanted), value: wanted, remark: `message ${at + 1} of ${expected.length}` },
    received: got === undefined ? { text: count } : { text: shown(got), value: got, remark: count },
    facts: {
      messages: texts.length,
      wanted: expected.length,
      at,
      pushes: answers.length - 1,
      ...(typeof wanted === 'string' ? { text: wanted } : {}),
      ...facts,
    },
  });
}

/** A text in quotes; a long one by its beginning and its length. */
export function shown(value: Value): string {
  if (value instanceof Uint8Array) return `${countBytes(value.length)}, and no text`;
  if (typeof value !== 'string') return typeof value;
  if (value.length <= 40) return quote(value);
  return `${quote(value.slice(0, 20))} … ${countBytes(Buffer.byteLength(value))}`;
}

/** In quotes, and with a name for what nobody would see, such as U+FEFF. */
function quote(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f\ufeff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
