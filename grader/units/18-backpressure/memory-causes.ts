import { type Cause, countBytes } from '../../vocabulary.ts';

/** "the target", but "client 1". */
export function the(name: unknown): string {
  return /\d$/.test(String(name)) ? String(name) : `the ${name}`;
}

/** Causes that show while a receiver does not read, or when much has passed. */

export const ignoresBackpressure: Cause = {
  id: 'ignores-backpressure',
  explain({ facts, ended }) {
    if (ended || typeof facts?.taken !== 'number') return undefined;
    return `The relay took ${countBytes(facts.taken)} from ${the(facts.from)}, while ${the(facts.to)} read nothing. The kernels' buffers hold some of it, your process's memory the rest. By then write() will have said false, which means: no more for now.`;
  },
};

export const keepsWhatHasPassed: Cause = {
  id: 'keeps-what-has-passed',
  explain({ facts, ended }) {
    if (ended || typeof facts?.grown !== 'number') return undefined;
    return `The process has grown by ${facts.grown} MiB while ${facts.passed} MiB passed, though the relay did stop reading when it should. So it is not what waits that grows. Something keeps what has been passed on already, or something for each chunk of it.`;
  },
  next: 'What does your relay keep of a chunk that has been written, for whom, and until when?',
};

export const listenerPerChunk: Cause = {
  id: 'listener-per-chunk',
  explain({ facts }) {
    if (typeof facts?.listeners !== 'string') return undefined;
    return `Node warned of the 11th listener for '${facts.listeners}' on one socket. A listener is added each time a chunk arrives or has to wait, and stays. 200 MiB are over 3,000 chunks: each event then calls as many listeners, and each of them is kept.`;
  },
  next: 'How often does your relay add that listener to one socket, and how often does it take it away?',
  lesson: 'a-pause-has-to-end',
};

export const waitsByTheClock: Cause = {
  id: 'waits-by-the-clock',
  explain({ facts, ended }) {
    if (ended || typeof facts?.beganAgain !== 'number') return undefined;
    return `The relay had stopped reading. Then it took ${countBytes(facts.beganAgain)} more, though ${the(facts.to)} had read nothing meanwhile: a timer ran in it. A time is no measure of room. It is too short for a slow receiver, whose bytes pile up in your memory, and too long for a quick one.`;
  },
  next: 'What happens when the time is over and there is still no room? Who could tell you that there is some?',
  lesson: 'no-clock-knows',
};

export const pausedForGood: Cause = {
  id: 'paused-for-good',
  explain({ facts, ended }) {
    if (ended || facts?.ending !== 'open' || typeof facts.arrived !== 'number') return undefined;
    if (facts.arrived >= Number(facts.total)) return undefined;
    return `The relay stopped reading while ${the(facts.to)} did not read. Then ${the(facts.to)} read ${countBytes(facts.arrived)}, which made room, and the relay did not go on. 'drain' says that there is room, once. Is somebody listening for it, on the socket that was full, before it comes?`;
  },
  lesson: 'a-pause-has-to-end',
};

export const pausesBothWays: Cause = {
  id: 'pauses-both-ways',
  explain({ facts, ended }) {
    if (ended || facts?.blockedWay !== 'there' || facts.ending !== 'open') return undefined;
    return 'The target read nothing, so the relay had to stop reading the client. It also stopped reading the target, which had more to say. Where a target waits for its answer to be taken before it reads on, both wait for ever.';
  },
};
