import type { Cause } from '../../vocabulary.ts';
import { lists } from './survey-causes.ts';

/** Causes that show in what the survey did while an answer did not come. */

export const noLimit: Cause = {
  id: 'too-many-at-once',
  explain({ facts }) {
    if (facts?.tooMany === undefined || facts.given !== true || Number(facts.waiting) < 2)
      return undefined;
    return 'Two attempts were under way without an answer, and two was the limit; all the same the next one began. It has to wait until another has ended.';
  },
};

export const noDefaultLimit: Cause = {
  id: 'no-limit-by-default',
  explain({ facts }) {
    if (facts?.tooMany === undefined || facts.given !== false) return undefined;
    if (Number(facts.waiting) < Number(facts.limit)) return undefined;
    return `No concurrency was given, and then ${facts.limit} is the limit. ${facts.waiting} attempts were under way without an answer, and all the same more began; where a concurrency was given, it was kept.`;
  },
  next: 'Which value has concurrency in your code where the options do not name it?',
};

export const wrongOrder: Cause = {
  id: 'not-in-order',
  explain({ facts }) {
    if (facts?.tooMany === undefined || Number(facts.waiting) >= Number(facts.limit))
      return undefined;
    return 'Ports that stand later in the list were tried while one of the first had not been. Attempts begin in the order of the list.';
  },
};

/** Where the kernel can be asked, an attempt was made, and its socket is gone. */
export const nobodyTold: Cause = {
  id: 'ended-and-nobody-told',
  explain({ facts }) {
    if (facts?.reason !== 'unsettled' || facts.tried !== true || facts.waiting !== 0)
      return undefined;
    // A later attempt was made, so the promise heard of these.
    if (facts.cameAbout === true) return undefined;
    return "The attempt has ended: none of your sockets waits for an answer any more (no SYN_SENT in /proc/net/tcp). The promise was not told. A socket that you destroy yourself emits 'close', and neither 'connect' nor 'error': whoever waits for one of these waits for ever.";
  },
  next: 'Which event comes in every case, also after your own destroy()? Or who else can tell the promise?',
};

export const noDeadline: Cause = {
  id: 'no-deadline',
  explain({ facts }) {
    if (facts?.reason !== 'unsettled' || facts.waiting === 0) return undefined;
    const story =
      "Two of these ports leave every SYN unanswered. Neither 'connect' nor 'error' comes for them until the kernel gives up, which takes minutes.";
    return facts.waiting === undefined
      ? `${story} Does your own clock end the attempt, and is the promise told when it does?`
      : `${story} The attempt is still under way (SYN_SENT in /proc/net/tcp): your own clock has to end it.`;
  },
};

export const noDefaultDeadline: Cause = {
  id: 'no-deadline-by-default',
  explain({ facts }) {
    if (facts?.byDefault === 'short')
      return 'A deadline that was given was kept. Without one, the answer came long before 1000 ms had gone by. (setTimeout() takes undefined for 1 ms.)';
    if (facts?.byDefault !== 'long') return undefined;
    return 'A deadline that was given was kept: a survey begun later, of two ports without an answer, has ended. The one without options, of one such port, still waits.';
  },
  next: 'Which value has deadlineMs in your code where the options do not name it?',
};

export const handedOutTooEarly: Cause = {
  id: 'handed-out-too-early',
  explain({ facts }) {
    if (facts?.waitedItsTurn !== true || Number(facts.after) >= 0.9) return undefined;
    return 'The list was handed out before the first attempt had had its time, so nobody waited for the attempts. forEach() does not wait for an async function, and a promise without await goes on alone.';
  },
  next: 'Who waits for the attempts, and when may the list be handed out?',
};

export const oneDeadlineForAll: Cause = {
  id: 'one-deadline-for-all',
  explain(evidence) {
    const { expected, received } = lists(evidence) ?? {};
    const { waitedItsTurn, after } = evidence.facts ?? {};
    if (waitedItsTurn !== true || !expected || received?.length !== 0) return undefined;
    if (Number(after) < 0.9) return undefined;
    return 'The last port listens, and answers at once. It had to wait for its turn until the attempts before it had ended, and then had no time left: the deadline is that of an attempt, not of the survey.';
  },
};

/** As two attempts take whose deadline is the one by default, where another was given. */
function isTwiceTheDefault(took: number): boolean {
  return took > 1900 && took < 2280;
}

export const deadlineIgnored: Cause = {
  id: 'deadline-ignored',
  explain({ facts }) {
    const { took, deadlineMs } = facts ?? {};
    if (typeof took !== 'number' || typeof deadlineMs !== 'number') return undefined;
    if (!isTwiceTheDefault(took)) return undefined;
    return `Two attempts took ${Math.round(took)} ms together, about 1000 ms each: that is the deadline where none is given. Here deadlineMs was ${deadlineMs}.`;
  },
  next: 'Where does your code read deadlineMs, and what becomes of it until the attempt begins?',
};

export const oneBudgetForAll: Cause = {
  id: 'one-budget-for-all',
  explain({ facts }) {
    const { took, deadlineMs } = facts ?? {};
    if (typeof took !== 'number' || typeof deadlineMs !== 'number') return undefined;
    const attempts = took / deadlineMs;
    if (attempts < 0.95 || attempts > 1.5 || isTwiceTheDefault(took)) return undefined;
    return 'Two ports had no answer, one after the other, and the survey took hardly longer than one deadline. The first attempt used up the time of the second, whose SYN may have been answered in it: the deadline is that of an attempt, not of the survey.';
  },
};

export const lateSocket: Cause = {
  id: 'late-socket-left',
  explain({ facts }) {
    if (facts?.synSent === undefined) return undefined;
    return 'The deadline ended the waiting, and not the attempt: the kernel still repeats the SYN of that socket. What lost a race goes on until somebody ends it.';
  },
};
