import { bothBytes, type Cause, type Evidence } from '../../vocabulary.ts';

/** Misconceptions that show in time, those of the server, and how they show. */

const unsettled = ({ facts }: Evidence) => facts?.reason === 'unsettled';

export const heartbeatsAsUse: Cause = {
  id: 'heartbeats-count-as-use',
  explain({ facts }) {
    if (facts?.open !== true || Number(facts.heartbeats) < 2) return undefined;
    return `No request was made any more, and ${facts.heartbeats} heartbeats went out. They keep the connection from ever being idle. (socket.setTimeout() counts every byte, of heartbeats too.)`;
  },
};

export const oneHeartbeat: Cause = {
  id: 'one-heartbeat',
  explain({ facts }) {
    if (facts?.heartbeats !== 1) return undefined;
    return 'One heartbeat came, was answered, and none after it. The silence begins again behind each of them.';
  },
};

export const noHeartbeat: Cause = {
  id: 'no-heartbeat',
  explain({ facts }) {
    if (facts?.heartbeats !== 0) return undefined;
    return 'No heartbeat came. To a server that closes silent connections, this client looks like one that is gone.';
  },
};

export const closedWhileWaiting: Cause = {
  id: 'closed-while-waiting',
  explain({ facts }) {
    if (facts?.closedWhileWaiting !== true) return undefined;
    return 'The connection was closed while a request waited for its reply. A connection that owes a reply is not idle, however long ago the request was made.';
  },
};

export const onlyWholeFrames: Cause = {
  id: 'only-whole-frames',
  explain({ facts, received }) {
    if (!(Number(facts?.unframedMs) >= 750)) return undefined;
    if (!received || !('text' in received) || !/Error/.test(received.text)) return undefined;
    return 'The reply was under way, a byte every 100 ms, and your client gave the server up in the middle of it. A byte shows that somebody is there, long before the frame is whole.';
  },
  next: 'Which event tells of a byte, and does your clock start again there, or where a frame is done?',
};

export const otherCode: Cause = {
  id: 'other-code',
  explain({ facts }) {
    const { dueCode, code } = facts ?? {};
    if (dueCode === undefined) return undefined;
    return `The error that came has ${code === '' ? 'no code' : `the code ${code}`}. By the code a program tells one loss from another (FIN and RST lose requests, too); the message is for people.`;
  },
  next: 'Where in your code is this error made, and what does the lesson ask of it?',
  lesson: 'what-the-grader-plays',
};

export const slowAsDead: Cause = {
  id: 'slow-taken-for-dead',
  explain({ facts }) {
    if (facts?.slow !== true) return undefined;
    return 'The server answered heartbeats, and bytes came all the time. Its reply took longer than deadMs, and your client gave it up: it counted the time since the request, or since the last reply.';
  },
};

export const requestsAsHeartbeats: Cause = {
  id: 'requests-in-place-of-heartbeats',
  explain({ facts }) {
    if (facts?.unbeaten !== true) return undefined;
    return `${facts.asking} requests went out, and for at least two heartbeatMs no heartbeat. A request that takes long brings no byte back, so only the answer to a heartbeat could have shown that this server is there. The clock for heartbeats starts again with what comes, not with what your client sends.`;
  },
  next: 'Your client has much to send and hears nothing. Which of its clocks has to run on?',
  lesson: 'heartbeats',
};

export const waitsForEver: Cause = {
  id: 'waits-for-ever',
  explain(evidence) {
    if (evidence.facts?.silent !== true || !unsettled(evidence)) return undefined;
    return 'No byte came from the server, not even an answer to a heartbeat, and the request still waits. Silence brings no event. If your clock starts again when your client SENDS something, it never runs out: heartbeats restart it.';
  },
};

export const closeLosesReplies: Cause = {
  id: 'close-loses-replies',
  explain({ facts, received }) {
    if (facts?.closing !== true || !received || !('text' in received)) return undefined;
    return 'close() was called while two requests waited, and they were given up. The server had them already, and its replies were under way.';
  },
};

export const closeResolvesEarly: Cause = {
  id: 'close-resolves-early',
  explain({ facts }) {
    if (facts?.early === 'settled')
      return 'The promise of close() was done while a request still waited for its reply, and the connection was open. Whoever awaits it takes all for over, and may end the program.';
    if (facts?.early === 'FIN')
      return 'FIN went out while a request still waited for its reply. To the server it says that nobody asks any more, and not every server goes on working for somebody who has gone.';
    return undefined;
  },
  next: 'Two requests wait, and close() is called: what must come before FIN, and what before the promise is done?',
};

export const timersLeft: Cause = {
  id: 'timers-left',
  explain({ facts }) {
    if (!(Number(facts?.timers) > 0)) return undefined;
    return 'close() is done and the connection is gone, and a timer that the client started still runs. It keeps a program alive that has nothing left to do.';
  },
  next: 'Which timers does your client start, and where is each of them cleared when it ends by close()?',
};

export const repliesWhenReady: Cause = {
  id: 'replies-when-ready',
  explain(evidence) {
    const bytes = bothBytes(evidence);
    if (evidence.facts?.inOrder !== true || !bytes) return undefined;
    const { expected, received } = bytes;
    if (received.length !== expected.length || received.equals(expected)) return undefined;
    const sorted = (buffer: Buffer) => Buffer.from(buffer).sort();
    if (!sorted(received).equals(sorted(expected))) return undefined;
    return 'All replies came, in another order: each was sent when its work was done. They carry no name, so the client takes the first for the reply to its first request.';
  },
};

export const heartbeatInLine: Cause = {
  id: 'heartbeat-in-line',
  explain(evidence) {
    const bytes = bothBytes(evidence);
    if (evidence.facts?.heartbeat !== true || !bytes) return undefined;
    const { expected, received } = bytes;
    const behind = Buffer.concat([expected.subarray(4), expected.subarray(0, 4)]);
    if (expected.length <= 8 || !received.equals(behind)) return undefined;
    return 'The heartbeat was answered behind the reply, when the work was done. Until then your server was silent: the client had to take it for dead.';
  },
};

export const heartbeatUnanswered: Cause = {
  id: 'heartbeat-unanswered',
  explain(evidence) {
    const bytes = bothBytes(evidence);
    if (evidence.facts?.heartbeat !== true || bytes?.received.length !== 0) return undefined;
    if (evidence.facts.ending !== 'open') return undefined;
    return 'A heartbeat (a frame of length 0) came, and nothing was answered. It asks whether your server is there.';
  },
};

export const neverCloses: Cause = {
  id: 'never-closes',
  explain({ facts }) {
    if (facts?.stillOpen !== true) return undefined;
    return 'Nothing has come on this connection for longer than idleMs, and no reply is owed. Whoever was there may have lost the network an hour ago: without FIN and without RST your server will keep the connection for ever.';
  },
};

export const closedWhileOwing: Cause = {
  id: 'closed-while-owing',
  explain({ facts }) {
    if (facts?.owed !== true || facts.ending === 'open') return undefined;
    return 'The client was silent because it waited for a reply, and your server closed the connection that it owed it on.';
  },
};

export const heartbeatsIgnored: Cause = {
  id: 'heartbeats-do-not-count',
  explain({ facts }) {
    if (facts?.beat === undefined || facts.ending === 'open') return undefined;
    return 'This client sent a heartbeat every 100 ms, and was closed as if it had been silent. Any byte shows that it is there.';
  },
};
