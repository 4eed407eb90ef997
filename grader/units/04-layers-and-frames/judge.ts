import {
  Answer,
  countBytes,
  type Evidence,
  Failure,
  Other,
  same,
  type Value,
} from '../../vocabulary.ts';
import { type Captured, endOf, type Layer, namesOf, offsetsOf } from './vectors.ts';

type Facts = NonNullable<Evidence['facts']>;
/** Looked at before the other fields: where they are wrong, others are wrong because of it. */
const FIRST_FIELDS = ['layer', 'etherType', 'options', 'totalLength', 'fragmentOffset', 'length'];
/** Fields that may stand in each other's place. */
const PARTNERS = [
  ['destination', 'source'],
  ['sourcePort', 'destinationPort'],
  ['senderMac', 'targetMac'],
  ['senderAddress', 'targetAddress'],
];

/**
 * Fails unless decodeFrame gave these layers. What a layer has beside the fields asked for is left open,
 * and so are the verdicts on checksums, which have a check of their own.
 */
export function mustDecode(answer: Answer | undefined, frame: Captured, facts: Facts = {}): void {
  if (!answer) throw new Error('one answer for each frame');
  const called = calledWith(frame);
  const expected = namesOf(frame.layers);
  const { value } = answer;
  const names = namesIn(value);
  const list = expected.join(', ');
  const all = {
    ...facts,
    ...ipFacts(frame, value),
    expectedLayers: list,
    receivedLayers: names?.join(', ') ?? '',
  };
  if (names === undefined || answer.error || answer.promised) {
    const text = `an array of ${expected.length} layers: ${list}`;
    const gavePromise = answer.promised && !answer.error;
    new Answer(called, answer).fail({ text }, { ...all, kind: 'layers', gavePromise });
  }
  const other = expected.findIndex((name, i) => name !== names?.[i]);
  if (other >= 0 || names?.length !== expected.length) {
    throw new Failure({
      called,
      expected: { text: list, remark: placeOf(frame, Math.max(0, other)) },
      received: { text: all.receivedLayers },
      facts: { ...all, kind: 'layers' },
    });
  }
  const layers = Array.isArray(value) ? value : [];
  const payloadRight = same(fieldOf(layers.at(-1), 'bytes'), frame.layers.at(-1)?.bytes);
  for (const [i, layer] of frame.layers.entries()) {
    const place = { called: `${called}[${i}]`, remark: placeOf(frame, i) };
    mustHaveFields(layers[i], layer, place, { ...all, payloadRight });
  }
}

/** Fails unless each layer that has a checksum has this verdict on it. */
export function mustJudge(answer: Answer | undefined, frame: Captured): void {
  if (!answer) throw new Error('one answer for each frame');
  const layers = Array.isArray(answer.value) ? answer.value : [];
  const padding = frame.bytes.length - endOf(frame);
  for (const [i, { layer, checksum }] of frame.layers.entries()) {
    if (checksum === undefined) continue;
    const came = fieldOf(layers[i], 'checksum');
    if (same(came, checksum)) continue;
    throw new Failure({
      called: `${calledWith(frame)}[${i}].checksum`,
      expected: shown(checksum, placeOf(frame, i)),
      received: shown(came),
      facts: {
        kind: 'verdict',
        layer,
        padding,
        ipv6: frame.layers.some((at) => at.layer === 'ipv6'),
      },
    });
  }
}

function calledWith({ bytes, from }: Captured): string {
  return `decodeFrame(${countBytes(bytes.length)}: ${from})`;
}

/** Where a layer begins, with its first bytes. */
function placeOf(frame: Captured, index: number): string {
  const { layer = '' } = frame.layers[index] ?? {};
  const at = offsetsOf(frame)[index] ?? 0;
  const first = frame.bytes.subarray(at, at + 8);
  if (at >= endOf(frame)) return `${layer} has 0 bytes: the packet ends before byte ${at}`;
  const dots = at + 8 < frame.bytes.length ? ' …' : '';
  return `${layer} begins at byte ${at}: ${hexes(first)}${dots}`;
}

/** What stands in the IPv4 header, and behind its first 20 bytes, for causes to compare with. */
function ipFacts(frame: Captured, value: Value): Facts {
  const index = frame.layers.findIndex(({ layer }) => layer === 'ipv4');
  const at = offsetsOf(frame)[index];
  if (at === undefined || frame.bytes.length < at + 28) return {};
  const header = frame.bytes.subarray(at);
  const { options, fragmentOffset }: Partial<Layer> = frame.layers[index] ?? {};
  const received = Array.isArray(value) ? fieldOf(value[index], 'fragmentOffset') : undefined;
  return {
    ipAt: at,
    ipHeader: 20 + (options instanceof Uint8Array ? options.length : 0),
    portAt20: header.readUInt16BE(20),
    lengthAt20: header.readUInt16BE(24),
    behind20: header.readUInt16BE(2) - 20,
    fragmentField: header.readUInt16BE(6),
    rightOffset: typeof fragmentOffset === 'number' ? fragmentOffset : -1,
    receivedOffset: typeof received === 'number' ? received : -1,
  };
}

function mustHaveFields(
  received: Value,
  expected: Layer,
  { called, remark }: { called: string; remark: string },
  facts: Facts,
): void {
  const fields = Object.keys(expected).filter((field) => field !== 'checksum');
  for (const field of fields.toSorted((a, b) => rank(a) - rank(b))) {
    const right = expected[field];
    const came = fieldOf(received, field);
    if (same(came, right)) continue;
    const { layer } = expected;
    const partner = PARTNERS.find((pair) => pair.includes(field))?.find((name) => name !== field);
    const exchanged: Facts =
      partner !== undefined && same(came, expected[partner]) ? { partner } : {};
    throw new Failure({
      called: `${called}.${field}`,
      expected: shown(right, remark),
      received: shown(came),
      facts: { ...facts, kind: 'field', layer, field, ...lengths(right, came), ...exchanged },
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
export function namesIn(value: Value): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.map((item) => String(fieldOf(item, 'layer') ?? nameOf(item)));
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

/** What Node's own reads throw behind the end of a buffer or a DataView. */
const NODES_CODES = ['ERR_OUT_OF_RANGE', 'ERR_BUFFER_OUT_OF_BOUNDS'];
const NODES_OWN =
  /outside the bounds of the (DataView|buffer)|^Invalid (typed array|DataView) length/;

/** Fails unless a FrameError came that names this layer. */
export function mustRefuse(
  answer: Answer | undefined,
  layer: string,
  what: string,
  facts: Facts,
): void {
  if (!answer) throw new Error('one answer for each frame');
  const { error, value } = answer;
  const namesLayer = error?.message.startsWith(`${layer}:`) ?? false;
  if (error?.name === 'FrameError' && namesLayer) return;
  const names = namesIn(value)?.join(', ') ?? 'no error';
  const isRange = error?.kinds.includes('RangeError') ?? false;
  throw new Failure({
    called: `decodeFrame(${what})`,
    expected: { text: `FrameError: ${layer}: …` },
    received: { text: (error ? `${error.name}: ${error.message}` : names).slice(0, 300) },
    facts: {
      ...facts,
      kind: 'refusal',
      name: error?.name ?? '',
      namesLayer,
      nodesOwn:
        isRange &&
        (NODES_CODES.includes(error?.code ?? '') || NODES_OWN.test(error?.message ?? '')),
      noError: error === undefined,
    },
  });
}
