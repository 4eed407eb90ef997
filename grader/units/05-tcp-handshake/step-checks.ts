import type { Check } from '../../vocabulary.ts';
import * as calls from './call-causes.ts';
import * as causes from './causes.ts';
import { noResult, sendIsNoList, stepThrows } from './cell-causes.ts';
import { stepCheck } from './cells.ts';
import * as stray from './stray-causes.ts';

/** What may be wrong with any result. */
const ANY = [sendIsNoList, noResult, stepThrows];

export const stepChecks: readonly Check[] = [
  stepCheck({
    id: 'three-way-handshake',
    title: 'SYN, SYN,ACK and ACK open a connection',
    points: 2,
    lesson: 'opening-three-segments',
    next: 'Which segment does this end still wait for, and what would it have to send before?',
    causes: [causes.acceptCompletes, causes.establishedOnSyn, ...ANY],
  }),
  stepCheck({
    id: 'simultaneous-open',
    title: 'two SYNs that cross open one connection',
    points: 1,
    lesson: 'when-both-open-at-once',
    next: 'Both ends have sent a SYN. What does each of them still have to hear?',
    causes: [causes.crossedSynRefused, ...ANY],
  }),
  stepCheck({
    id: 'carries-data',
    title: 'data goes wherever its own direction is open',
    points: 1,
    lesson: 'closing-each-direction-by-itself',
    next: 'Whose FIN closes which direction?',
    causes: [causes.closeWaitIsMute, causes.finWaitIsDeaf, ...ANY],
  }),
  stepCheck({
    id: 'closes-first',
    title: 'the end that closes first goes through TIME-WAIT',
    points: 2,
    lesson: 'closing-each-direction-by-itself',
    next: 'Two things have to come after our FIN. Which of them has come now?',
    causes: [calls.closesUnopened, causes.noFinWait2, causes.timerNotSet, ...ANY],
  }),
  stepCheck({
    id: 'closes-second',
    title: 'the end that closes second needs no TIME-WAIT',
    points: 2,
    lesson: 'closing-each-direction-by-itself',
    next: 'What can still be lost, and which end would have to send it again?',
    causes: [causes.timeWaitOnPassiveSide, causes.closesForItsUser, ...ANY],
  }),
  stepCheck({
    id: 'fins-that-meet',
    title: 'FINs that cross, and a FIN that carries the ACK',
    points: 2,
    lesson: 'when-both-close-at-once',
    next: 'Does this FIN tell you that the other end has had yours?',
    causes: [causes.noClosing, causes.finAndAckApart, causes.timerNotSet, ...ANY],
  }),
  stepCheck({
    id: 'answers-repeats',
    title: 'what comes a second time is acknowledged again',
    points: 2,
    lesson: 'why-time-wait-waits',
    next: 'Why would the other end send this again? What did it not hear?',
    causes: [
      causes.timeWaitIsDeaf,
      causes.timerNotSet,
      causes.repeatedSynResets,
      causes.repeatIsSilent,
      ...ANY,
    ],
  }),
  stepCheck({
    id: 'resets',
    title: 'RST and ABORT end a connection in every state',
    points: 2,
    lesson: 'rst-no-goodbye',
    next: 'Who is left that could answer, and was there a listener before?',
    causes: [causes.rstIgnored, causes.rstForgetsListen, causes.rstAnswered, ...ANY],
  }),
  stepCheck({
    id: 'refuses-calls',
    title: 'a call that comes too early or too late is refused',
    points: 1,
    lesson: 'what-the-grader-plays',
    next: 'What may a program still ask for in this state, and what was done already?',
    causes: [calls.secondFin, calls.callServed, ...ANY],
  }),
  stepCheck({
    id: 'whole-table',
    title: 'the rest of the table: segments that do not belong',
    points: 2,
    lesson: 'what-the-grader-plays',
    next: 'What does this segment acknowledge, and has this end ever sent that?',
    causes: [
      stray.closedIsSilent,
      stray.acknowledgesAcks,
      stray.openedWithoutTheirSyn,
      stray.fittingIsReset,
      stray.unsentBelieved,
      stray.unsentIsSilent,
      stray.unsentResets,
      ...ANY,
    ],
  }),
];
