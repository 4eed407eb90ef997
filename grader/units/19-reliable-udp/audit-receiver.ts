import type { Call } from '../../vocabulary.ts';
import { type Broken, broken } from './finding.ts';
import type { Story } from './story.ts';
import { ACK, DATA, nameOf, read } from './wire.ts';

/** Looks at one call of the receiver. */
export function auditReceiver(story: Story, call: Call): Broken | undefined {
  const segment = story.arrived(call);
  story.transmit(call);
  if (segment?.kind !== DATA) return damaged(call);
  const message = story.messageOf(segment.number, story.received);
  const before = story.received;
  const copy = message < before || story.early.has(message);
  if (message >= before && message < before + story.window) story.early.add(message);
  if (message >= before + story.window)
    story.beyond.set(segment.payload.toString('hex'), segment.number);
  while (story.early.delete(story.received)) story.received++;
  return (
    auditDelivered(story, call, before, message, copy) ?? auditReplies(story, call, message, copy)
  );
}

function damaged({ delivers = [], out, flipped }: Call): Broken | undefined {
  const what = flipped === undefined ? 'this is no DATA' : `bit ${flipped} arrived flipped`;
  if (delivers.length > 0)
    return broken('took-damaged', `nothing: ${what}`, `a message delivered: ${show(delivers)}`);
  if (out.length === 0) return undefined;
  return broken('answered-damaged', `no answer: ${what}`, names(out));
}

function auditDelivered(
  story: Story,
  { delivers = [] }: Call,
  before: number,
  message: number,
  copy: boolean,
): Broken | undefined {
  const due = story.scene.messages.slice(before, story.received).map(({ hex }) => hex);
  if (delivers.length === due.length && due.every((hex, i) => hex === delivers[i]))
    return undefined;
  const number = story.numberOf(message);
  const stranger = delivers.find((hex) => !due.includes(hex) && story.beyond.has(hex));
  const empty = due.filter((hex) => hex === '').length;
  const facts = {
    copy,
    early: message > before,
    due: due.length,
    came: delivers.length,
    ...(stranger !== undefined && { beyond: story.beyond.get(stranger) ?? -1 }),
    window: story.window,
    // All that is due came, but for the empty ones.
    empty: empty > 0 && delivers.join() === due.filter((hex) => hex !== '').join(),
  };
  const expected = due.length > 0 ? `delivered: ${show(due)}` : 'nothing delivered';
  const received = delivers.length > 0 ? `delivered: ${show(delivers)}` : 'nothing delivered';
  if (copy && delivers.length > 0)
    return broken(
      'delivered-twice',
      `${expected}: this is a copy of DATA ${number}`,
      received,
      facts,
    );
  if (message > before) {
    const why = `${expected}: DATA ${story.numberOf(before)} is still missing`;
    return broken(delivers.length > 0 ? 'out-of-order' : 'held-back', why, received, facts);
  }
  return broken('held-back', expected, received, { ...facts, more: due.length - delivers.length });
}

function auditReplies(
  story: Story,
  { out }: Call,
  message: number,
  copy: boolean,
): Broken | undefined {
  const number = story.numberOf(story.received);
  const facts = { copy, message, received: story.received };
  const came = `DATA ${story.numberOf(message)} came${copy ? ', a copy' : ''}`;
  const expected = `ACK ${number}: ${came}, and ${number} is the one to come next`;
  if (out.length === 0)
    return broken(copy ? 'copy-not-answered' : 'not-answered', expected, 'no answer', facts);
  const segment = read(Buffer.from(out[0] ?? '', 'hex'));
  if (typeof segment === 'string')
    return broken(
      'malformed',
      'a segment as the lesson draws it',
      `${names(out)}: ${segment}`,
      facts,
    );
  if (out.length > 1) return broken('answered-twice', expected, names(out), facts);
  if (segment.kind === ACK && segment.number === number) return undefined;
  const own = segment.kind === ACK && segment.number === story.numberOf(message);
  const last = segment.kind === ACK && segment.number === story.numberOf(story.received - 1);
  const sent = story.numberOf(message);
  const plusOne = segment.kind === ACK && segment.number === ((sent + 1) & 0xffff);
  const more = { own, last, plusOne, number: sent, answer: segment.number, missing: number };
  return broken('wrong-ack', expected, names(out), { ...facts, ...more });
}

function names(out: readonly string[]): string {
  return out.map((hex) => nameOf(Buffer.from(hex, 'hex'))).join(', ');
}

function show(messages: readonly string[]): string {
  return messages
    .map((hex) =>
      hex === '' ? 'an empty message' : JSON.stringify(Buffer.from(hex, 'hex').toString()),
    )
    .join(', ');
}
