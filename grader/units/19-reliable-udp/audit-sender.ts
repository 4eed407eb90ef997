import type { Call } from '../../vocabulary.ts';
import { auditState } from './audit-state.ts';
import { type Broken, broken, times } from './finding.ts';
import type { Meaning, Story } from './story.ts';
import { ACK, DATA, nameOf, read } from './wire.ts';

/** Looks at one call of the sender. */
export function auditSender(story: Story, call: Call, index: number): Broken | undefined {
  const meaning = understand(story, call, index);
  for (const hex of call.out) {
    const found = auditDatagram(story, Buffer.from(hex, 'hex'), meaning, call.at);
    if (found) return found;
  }
  story.transmit(call);
  story.timerBefore = story.wakeAt;
  if (call.wakeAt !== story.wakeAt) story.timerSetAt = call.at;
  story.wakeAt = call.wakeAt;
  return auditState(story, call, meaning);
}

/** What a call means to the sender, before it answers. */
function understand(story: Story, call: Call, index: number): Meaning {
  const meaning: Meaning = {
    again: undefined,
    came: '',
    stale: false,
    duplicate: false,
    repeated: 0,
    inVain: false,
    news: false,
  };
  if (call.does === 'send') {
    story.handed++;
    meaning.came = 'a message was handed over';
  } else if (call.does === 'wake') {
    runOut(story, call.at, meaning);
  } else {
    const { stray, flipped } = call;
    meaning.came = flipped === undefined ? 'what is no ACK came' : 'a damaged datagram came';
    const segment = story.arrived(call);
    if (segment?.kind === ACK) hear(story, segment.number, { call: index, at: call.at }, meaning);
    if (stray !== undefined) meaning.came += ' from elsewhere';
  }
  return meaning;
}

function runOut(story: Story, now: number, meaning: Meaning): void {
  const due = story.wakeAt !== undefined && now >= story.wakeAt;
  meaning.came = due ? 'the timer ran out' : 'it was woken for no reason';
  if (!due || story.next === story.base) return;
  meaning.again = 'timer';
  meaning.inVain = (story.sends[story.base] ?? 0) >= story.most;
  story.duplicatesAtTimer = story.duplicates;
  if (!meaning.inVain) story.timer.ranOut(now);
}

type When = { call: number; at: number };

function hear(story: Story, number: number, when: When, meaning: Meaning): void {
  meaning.came = `ACK ${number} came`;
  if (story.gaveUp) return;
  const upTo = story.messageOf(number, story.base);
  if (upTo > story.base && upTo <= story.next) {
    const samples = story.sentAt.slice(story.base, upTo).map((last, i) => {
      const message = story.base + i;
      const first = story.firstAt[message] ?? last;
      return { number: story.numberOf(message), first, last, sends: story.sends[message] ?? 0 };
    });
    meaning.news = true;
    story.timer.acknowledged(when.at, samples, upTo < story.next);
    story.base = upTo;
    story.duplicates = 0;
    story.duplicatesAtTimer = 0;
    story.thirdAnswered = false;
    story.heard = [];
  } else if (upTo === story.base && story.next > story.base) {
    meaning.duplicate = true;
    story.heard.push({ ...when, number, kind: 'duplicate' });
    story.allDuplicates++;
    const third = ++story.duplicates === 3;
    if (third && (story.sends[story.base] ?? 0) < story.most) meaning.again = 'third';
  } else {
    meaning.stale = true;
    story.heard.push({ ...when, number, kind: upTo === story.base ? 'idle' : 'other' });
  }
}

function auditDatagram(
  story: Story,
  bytes: Buffer,
  meaning: Meaning,
  now: number,
): Broken | undefined {
  const segment = read(bytes);
  if (typeof segment === 'string')
    return broken('malformed', 'a segment as the lesson draws it', `${nameOf(bytes)}: ${segment}`);
  if (segment.kind !== DATA) return broken('not-data', 'only DATA from the sender', nameOf(bytes));
  const { base, next, handed, window } = story;
  const message = story.messageOf(segment.number, base);
  const name = nameOf(bytes);
  const { came, stale, duplicate } = meaning;
  const facts = {
    came,
    stale,
    duplicate,
    inFlight: next - base,
    window,
    again: meaning.again ?? '',
  };
  if (story.gaveUp) return broken('state', 'nothing: it has failed', `${name}, when ${came}`);
  if (message < base) {
    const expected = `nothing of what ACK ${story.numberOf(base)} has acknowledged`;
    return broken('sent-acknowledged', expected, `${name} again, when ${came}`, facts);
  }
  if (message >= base + window) {
    const known = `ACK ${story.numberOf(base)} is the last that acknowledged anything`;
    const expected = `at most ${window} unacknowledged: ${base === 0 ? 'nothing is acknowledged yet' : known}`;
    return broken('window-overrun', expected, `${name}, when ${came}`, facts);
  }
  if (message > next || message >= handed) {
    const expected =
      next >= handed ? 'no new number: no message is left' : `DATA ${story.numberOf(next)}`;
    return broken('wrong-number', expected, `${name}, when ${came}`, facts);
  }
  if (segment.payload.toString('hex') !== story.scene.messages[message]?.hex)
    return broken('wrong-payload', `message ${message} in ${name}`, 'other bytes', facts);
  return message === next ? fresh(story, now) : auditRepeat(story, message, name, meaning, now);
}

function fresh(story: Story, now: number): undefined {
  story.sends[story.next] = 1;
  story.firstAt[story.next] = now;
  story.sentAt[story.next] = now;
  story.next++;
  story.timer.sent(now);
}

function auditRepeat(
  story: Story,
  message: number,
  name: string,
  meaning: Meaning,
  now: number,
): Broken | undefined {
  const { base, most, scene } = story;
  const { came, again, duplicate } = meaning;
  const since = now - (story.sentAt[message] ?? now);
  const facts = { came, again: again ?? '', since, duplicate, ...heardFacts(story) };
  if (meaning.inVain) {
    const expected = `state "failed": ${name} was sent ${times(most)} (mostSends)`;
    return broken('endless', expected, `${name} once more`, facts);
  }
  if (message !== base) {
    const expected = `only the oldest again, DATA ${story.numberOf(base)}`;
    return broken('more-than-the-oldest', expected, `${name} again, when ${came}`, facts);
  }
  if (++meaning.repeated > 1)
    return broken('twice-at-once', `${name} once`, `${name} twice`, facts);
  const least = scene.options.minRtoMs ?? 0;
  if (again === undefined || (again === 'timer' && since < least)) {
    const expected = `${name} not again: ${notAgain(story, meaning)}`;
    const received = `${name} again, ${since} ms after it was sent, when ${came}`;
    return broken('too-early', expected, received, {
      ...facts,
      least,
      ran: (story.wakeAt ?? now) - story.timerSetAt,
      setAt: story.timerSetAt,
    });
  }
  story.sends[message] = (story.sends[message] ?? 0) + 1;
  story.sentAt[message] = now;
  if (again === 'third') {
    story.timer.restart(now);
    story.thirdAnswered = true;
  }
  return undefined;
}

/** Why nothing is to be sent again. */
function notAgain(story: Story, { again, duplicate }: Meaning): string {
  const { duplicates, most, scene } = story;
  if (again === 'timer') return `its timer runs at least ${scene.options.minRtoMs ?? 0} ms`;
  const third = story.heard.filter(({ kind }) => kind === 'duplicate')[2];
  if (!duplicate || !third) return 'its timer has not run out, and no third duplicate ACK came';
  if (duplicates === 3) return `it was sent ${times(most)} (mostSends)`;
  return `the third duplicate ACK came at ${third.at} ms, this is number ${duplicates}`;
}

/** What tells apart why something was sent again at an ACK without news. */
function heardFacts(story: Story): Broken['facts'] {
  const { heard, duplicates, duplicatesAtTimer, allDuplicates, base } = story;
  const others = heard.filter(({ kind }) => kind !== 'duplicate');
  const other = others.at(-1);
  const third = heard.filter(({ kind }) => kind === 'duplicate')[2];
  return {
    duplicates,
    all: allDuplicates,
    sinceTimer: duplicatesAtTimer > 0 ? duplicates - duplicatesAtTimer : 0,
    heard: heard.length,
    others: others.length,
    other: other?.number ?? -1,
    otherAt: other?.at ?? -1,
    idle: other?.kind === 'idle',
    oldest: story.numberOf(base),
    thirdAt: third?.at ?? -1,
    thirdAnswered: story.thirdAnswered,
    sends: story.sends[base] ?? 0,
    most: story.most,
  };
}
