import type { Cause } from '../../vocabulary.ts';
import { bothValues } from '../../vocabulary.ts';

/** Causes that show in what a probe says of a path, and in what it leaves behind. */

export const leavesProbeOpen: Cause = {
  id: 'leaves-the-probe-open',
  explain({ facts }) {
    if (facts?.probeOpen !== true) return undefined;
    return 'Your probe is still connected. The server keeps a socket for it, and its close() waits until the probe leaves.';
  },
};

export const probeSends: Cause = {
  id: 'probe-sends',
  explain({ facts }) {
    const { sent } = facts ?? {};
    if (typeof sent !== 'string') return undefined;
    return sent.includes('0a')
      ? `Your probe sent ${sent}. To a ticket server 0a draws a number, and here one that nobody gets: the next client is given the one after it.`
      : `Your probe sent ${sent}. Whether somebody listens connect() has told before that, and what the server makes of these bytes you cannot know.`;
  },
  next: 'What has connect() told you by the time at which you could send something?',
};

export const fileMeansLive: Cause = {
  id: 'file-means-live',
  explain(evidence) {
    if (evidence.facts?.killed !== true || bothValues(evidence)?.received !== 'live')
      return undefined;
    return 'The program that listened there was killed. Its socket file is there all the same: that a name exists says nothing of the one who made it.';
  },
};

export const danglingIsFree: Cause = {
  id: 'dangling-is-free',
  explain(evidence) {
    if (evidence.facts?.what !== 'a symbolic link to nothing') return undefined;
    if (bothValues(evidence)?.received !== 'free') return undefined;
    return 'connect() follows the link and finds nothing (ENOENT). The name itself is taken, by the link, and listen() would say EADDRINUSE there.';
  },
};

export const refusedMeansStale: Cause = {
  id: 'refused-means-stale',
  explain(evidence) {
    const { what } = evidence.facts ?? {};
    if (what === undefined || bothValues(evidence)?.received !== 'stale') return undefined;
    return `At the path was ${what}. It refuses a connection as a dead server's socket does, for nobody listens there; it is no socket for all that.`;
  },
};

export const followsLinks: Cause = {
  id: 'follows-links',
  explain(evidence) {
    const { what } = evidence.facts ?? {};
    if (what !== 'a symbolic link to a stale socket') return undefined;
    if (bothValues(evidence)?.received !== 'stale') return undefined;
    return 'Files and folders you told apart, but not the link: you were told of the socket that it points to. What has this name, and what unlink() would remove, is the link.';
  },
};

export const anyErrorMeansStale: Cause = {
  id: 'any-error-means-stale',
  explain({ facts, received }) {
    if (!received || !('value' in received) || received.value !== 'stale') return undefined;
    if (facts?.guarded === true)
      return 'connect() failed with EACCES: you may not write to that socket. Whether somebody listens there it does not say, and somebody did.';
    if (facts?.full !== true) return undefined;
    return 'connect() failed with EAGAIN: the queue of those who wait is full. That is said of a server that listens. A server that is busy was taken for dead.';
  },
};
