import { type Answer, type Evidence, Failure, Other, same, type Value } from '../../vocabulary.ts';
import { FIELDS } from './own-frames.ts';
import { type Captured, type Layer, namesOf, offsetsOf } from './vectors.ts';

type Facts = NonNullable<Evidence['facts']>;
/** Looked at before the other fields: where they are wrong, others are wrong because of it. */
const FIRST_FIELDS = ['layer', 'etherType', 'options', 'totalLength', 'fragmentOffset', 'length'];

/** Fails unless decodeFrame gave these layers. What a layer has beside the fields asked for is left open. */
export function mustDecode(answer: Answer | undefined, frame: Captured, facts: Facts = {}): void {
  if (!answer) throw new Error('one answer for each frame');
  const called = `decodeFrame(${frame.bytes.length} bytes: ${frame.from})`;
  const expected = namesOf(frame.layers).join(', ');
  const { value } = answer;
  const names = namesIn(value);
  const all = { ...facts, kind: 'layers', expectedLayers: expected, receivedLayers: names ?? '' };
  if (names === undefined || answer.error || answer.promised)
    answer.fail({ text: `an array of ${frame.layers.length} layers: ${expected}` }, all);
  if (names !== expected) {
    throw new Failure({
      called,
      expected: { text: expected },
      received: { text: names ?? '' },
      facts: all,
    });
  }
  const layers = Array.isArray(value) ? value : [];
  const offsets = offsetsOf(frame);
  for (const [i, layer] of frame.layers.entries()) {
    mustHaveFields(layers[i], layer, {
      called: `${called}[${i}]`,
      facts,
      at: offsets[i] ?? 0,
      frame,
    });
  }
}

function mustHaveFields(
  received: Value,
  expected: Layer,
  { called, facts, at, frame }: { called: string; facts: Facts; at: number; frame: Captured },
): void {
  const place = `${expected.layer} begins at byte ${at}: ${hexes(frame.bytes.subarray(at, at + 8))} …`;
  const fields = Object.keys(expected).toSorted((a, b) => rank(a) - rank(b));
  for (const field of fields) {
    const right = expected[field];
    const came = fieldOf(received, field);
    if (same(came, right)) continue;
    throw new Failure({
      called: `${called}.${field}`,
      expected: shown(right, place),
      received: shown(came),
      facts: { ...facts, kind: 'field', layer: expected.layer, field, ...lengths(right, came) },
    });
  }
}

function lengths(right: Value, came: Value): Facts {
  if (!(right instanceof Uint8Array) || !(came instanceof Uint8Array)) return {};
  return { expectedBytes: right.length, receivedBytes: came.length };
}

function rank(field: string): number {
  const at = FIRST_FIELDS.indexOf(field);
  return at < 0 ? FIRST_FIELDS.length : at;
}

/** The names of what is meant to be layers, or undefined where the value is no array. */
export function namesIn(value: Value): string | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.map((item) => String(fieldOf(item, 'layer') ?? nameOf(item))).join(', ');
}

function nameOf(item: Value): string {
  return item instanceof Other ? `${item.what}, no plain object` : 'something without a layer';
}

/** A field of a layer, where it is a plain object that has it. */
export function fieldOf(item: Value, field: string): Value {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined;
  if (item instanceof Uint8Array || item instanceof Other) return undefined;
  return item[field];
}

function shown(value: Value, remark?: string): NonNullable<Evidence['expected']> {
  const more = remark === undefined ? {} : { remark };
  if (value instanceof Uint8Array) return { bytes: value, ...more };
  const text = typeof value === 'object' ? 'something else' : String(value);
  return { text: typeof value === 'string' ? `'${value}'` : text, value, ...more };
}

function hexes(bytes: Uint8Array): string {
  return (Buffer.from(bytes).toString('hex').match(/../g) ?? []).join(' ');
}

/** Fails unless a FrameError came that names one of these layers. */
export function mustRefuse(
  answer: Answer | undefined,
  layer: string,
  what: string,
  facts: Facts,
): void {
  if (!answer) throw new Error('one answer for each frame');
  const { error, value } = answer;
  if (error?.name === 'FrameError' && error.message.startsWith(`${layer}:`)) return;
  const received = error ? `${error.name}: ${error.message}` : (namesIn(value) ?? 'no error');
  throw new Failure({
    called: `decodeFrame(${what})`,
    expected: { text: `FrameError: ${layer}: …` },
    received: { text: received.slice(0, 300) },
    facts: {
      ...facts,
      kind: 'refusal',
      name: error?.name ?? '',
      rangeError: error?.kinds.includes('RangeError') ?? false,
      noError: error === undefined,
    },
  });
}

/** Fails unless these are the bytes of the frame, and says which field the first other byte is in. */
export function mustBeFrame(
  called: string,
  received: Uint8Array,
  expected: Uint8Array,
  facts: Facts = {},
): void {
  const [field, start, end] =
    FIELDS.find(([, from, to]) => !part(received, from, to).equals(part(expected, from, to))) ?? [];
  if (field === undefined || start === undefined || end === undefined) {
    if (received.length === expected.length) return;
    throw new Failure({ called, expected: { bytes: expected }, received: { bytes: received } });
  }
  throw new Failure({
    called,
    expected: { bytes: expected, remark: `${field} is wrong: bytes ${start} to ${end - 1}` },
    received: { bytes: received },
    facts: {
      ...facts,
      kind: 'frame',
      field,
      expectedHex: part(expected, start, end).toString('hex'),
      receivedHex: part(received, start, end).toString('hex'),
    },
  });
}

function part(bytes: Uint8Array, start: number, end: number): Buffer {
  return Buffer.from(bytes.subarray(start, Math.min(end, bytes.length)));
}
