import type * as exercise from '../../../solutions/05-tcp-handshake.ts';
import { numberOf, type Program, type Programs, shown } from '../../vocabulary.ts';
import { CAPTURED, CAPTURED_WITH_LOSS } from './captured.ts';
import { eventIn, stateIn } from './typed-events.ts';
import { readConversation, toldConversation } from './typed-segments.ts';

type Exercise = typeof exercise;

const CAPTURES = [...CAPTURED, ...CAPTURED_WITH_LOSS];

/** Where the step before led: at the prompt, an event alone goes on from there. */
let now: exercise.TcpState = 'CLOSED';

const step: Program<Exercise> = {
  about: 'step: the state that an event leads to, and what is sent',
  takes: '[STATE] EVENT …',
  example: 'LISTEN rcv SYN',
  notes:
    'Without a state it goes on from where the step before led, at first from CLOSED.\n' +
    'Calls: passive OPEN, active OPEN, SEND, CLOSE, ABORT. Later: timeout 2MSL.\n' +
    'What arrives: rcv SYN; rcv SYN,ACK; rcv ACK of SYN; rcv data; rcv FIN;\n' +
    'rcv ACK of FIN; rcv FIN,ACK of FIN; rcv RST.',
  answer({ step }, words) {
    const { state = now, rest } = stateIn(words);
    const given: unknown = step(state, eventIn(rest));
    if (!(given instanceof Object && 'state' in given)) return shown(given);
    now = stateIn([String(given.state)]).state ?? now;
    const sent = 'send' in given && Array.isArray(given.send) ? given.send : [];
    const more = [
      sent.length > 0 ? `sends ${sent.join(' and ')}` : 'sends nothing',
      ...('error' in given && given.error !== undefined ? [`error: ${given.error}`] : []),
      ...('timer' in given && given.timer !== undefined ? [`timer: ${given.timer}`] : []),
    ];
    return `${state} → ${given.state}, ${more.join(', ')}`;
  },
};

const explain: Program<Exercise> = {
  about: 'explain: the states of both ends after each segment of a conversation',
  takes: 'SEGMENT …',
  example: 'A:SYN B:SYN,ACK A:ACK A:5 B:ACK A:FIN B:FIN A:ACK',
  notes:
    'A:5 are five octets, sent by A. They arrive at once: those of A:FIN:late arrive where B:late stands, or never. A:again is the last segment of A, sent again. Numbers are filled in, and so is the ACK of data and FIN. B listens, unless you begin with B=CLOSED.\n' +
    `In the place of segments, the name of a capture: ${CAPTURES.map(({ name }) => name).join(', ')}.`,
  answer({ explain }, words) {
    const capture = CAPTURES.find(({ name }) => name === words[0]);
    const { segments, start } = readConversation(capture ?? words);
    const given: unknown = explain(segments, start);
    return Array.isArray(given) ? toldConversation(segments, start, given) : shown(given);
  },
};

const before: Program<Exercise> = {
  about: 'isBefore: whether one sequence number is before another, on their circle',
  takes: 'A B',
  example: '4294967295 0',
  answer: ({ isBefore }, [a = '', b = '']) => shown(isBefore(numberOf(a), numberOf(b))),
};

const programs: Programs<Exercise> = { step, explain, before };

export default programs;
