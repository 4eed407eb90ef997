import { bothValues, type Cause, type Evidence } from '../../vocabulary.ts';

/** Misconceptions of what a socket tells. */

const got = (evidence: Evidence) => Object(bothValues(evidence)?.received);
const wanted = (evidence: Evidence) => Object(bothValues(evidence)?.expected);

export const endsSwapped: Cause = {
  id: 'ends-swapped',
  explain(evidence) {
    const { localPort, peerPort } = evidence.facts ?? {};
    const { local, peer } = got(evidence);
    if (Object(peer).port !== localPort || Object(local).port !== peerPort) return undefined;
    return 'The two ends are swapped. Local is the end on this computer, as getsockname() has it; the peer is the one that getpeername() names.';
  },
};

export const localTwice: Cause = {
  id: 'local-end-twice',
  explain(evidence) {
    const { localPort } = evidence.facts ?? {};
    const { local, peer } = got(evidence);
    if (Object(peer).port !== localPort || Object(local).port !== localPort) return undefined;
    return `Both ends have port ${localPort}, which is the local one. The peer listens on another, and the socket has properties for its end too.${'family' in Object(peer) ? ' socket.address() tells the end on this computer only, as getsockname() does, and calls the host address.' : ''}`;
  },
};

export const zeroForNone: Cause = {
  id: 'zero-for-none',
  explain(evidence) {
    const { timeoutMs } = got(evidence);
    if (wanted(evidence).timeoutMs !== null || (timeoutMs !== 0 && timeoutMs !== undefined)) {
      return undefined;
    }
    return `timeoutMs is ${timeoutMs} where no limit is set. Node keeps 0 there once setTimeout(0) was called, and undefined before any call; Python's gettimeout() would say None, and its 0 means not to wait at all.`;
  },
};

export const limitInSeconds: Cause = {
  id: 'limit-in-seconds',
  explain(evidence) {
    const { timeoutMs } = got(evidence);
    if (typeof timeoutMs !== 'number' || timeoutMs === 0) return undefined;
    if (Math.abs(timeoutMs * 1000 - wanted(evidence).timeoutMs) >= 1000) return undefined;
    return `timeoutMs is ${timeoutMs}, which is the limit in seconds, as Python's gettimeout() tells it. Node counts in milliseconds, and so does the name of the field.`;
  },
};
