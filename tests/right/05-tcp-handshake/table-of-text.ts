// Right: one table of text, a line a state and a column an event

const EVENTS = [
  'passive OPEN',
  'active OPEN',
  'SEND',
  'CLOSE',
  'ABORT',
  'rcv SYN',
  'rcv SYN,ACK',
  'rcv ACK of SYN',
  'rcv data',
  'rcv FIN',
  'rcv ACK of FIN',
  'rcv FIN,ACK of FIN',
  'rcv RST',
  'timeout 2MSL',
];

const NAMES: Record<string, string> = {
  C: 'CLOSED',
  L: 'LISTEN',
  S: 'SYN-SENT',
  P: 'SYN-RECEIVED (passive)',
  A: 'SYN-RECEIVED (active)',
  E: 'ESTABLISHED',
  F: 'FIN-WAIT-1',
  G: 'FIN-WAIT-2',
  W: 'CLOSE-WAIT',
  X: 'CLOSING',
  K: 'LAST-ACK',
  T: 'TIME-WAIT',
};

const ERRORS: Record<string, string> = {
  '!exists': 'connection already exists',
  '!none': 'connection does not exist',
  '!closing': 'connection closing',
};

// A letter is the next state, what stands behind / is sent, @ sets the timer, . is nothing at all.
const LINES = `
C L       S/SYN   !none    !none    !none  C/RST     C/RST C/RST C/RST C/RST C/RST   C/RST   . .
L !exists S/SYN   S/SYN    C        C      P/SYN,ACK L/RST L/RST L/RST L/RST L/RST   L/RST   . .
S !exists !exists .        C        C      A/SYN,ACK E/ACK .     .     .     S/RST   S/RST   C .
P !exists !exists .        F/FIN    C/RST  P/ACK     E     E     E/ACK W/ACK P/RST   P/RST   L .
A !exists !exists .        F/FIN    C/RST  A/ACK     E     E     E/ACK W/ACK A/RST   A/RST   C .
E !exists !exists E/data   F/FIN    C/RST  E/ACK     E/ACK .     E/ACK W/ACK E/ACK   E/ACK   C .
F !exists !exists !closing !closing C/RST  F/ACK     F/ACK .     F/ACK X/ACK G       T/ACK@  C .
G !exists !exists !closing !closing C/RST  G/ACK     G/ACK .     G/ACK T/ACK@ .      T/ACK@  C .
W !exists !exists W/data   K/FIN    C/RST  W/ACK     W/ACK .     W/ACK W/ACK W/ACK   W/ACK   C .
X !exists !exists !closing !closing C      X/ACK     X/ACK .     X/ACK X/ACK T@      T/ACK@  C .
K !exists !exists !closing !closing C      K/ACK     K/ACK .     K/ACK K/ACK C       C       C .
T !exists !exists !closing !closing C      T/ACK     T/ACK .     T/ACK T/ACK@ .      T/ACK@  C C`;

type Row = { state: string; send: string[]; error?: string; timer?: string };

const machine = new Map<string, Row>();
for (const line of LINES.trim().split('\n')) {
  const [letter = '', ...cells] = line.split(/ +/);
  const here = NAMES[letter] ?? '';
  cells.forEach((cell, i) => {
    const [next = '', sent = ''] = cell.replace('@', '').split('/');
    const row: Row = { state: NAMES[next] ?? here, send: sent === '' ? [] : [sent] };
    const error = ERRORS[cell];
    if (error) row.error = error;
    if (cell.endsWith('@')) row.timer = '2MSL';
    machine.set(`${here} ${EVENTS[i]}`, row);
  });
}

export function step(state: string, event: string): Row {
  const row = machine.get(`${state} ${event}`);
  if (!row) throw new TypeError(`expected a state and an event, got ${state} and ${event}`);
  return row;
}

export const sequenceLength = (segment: { flags: string[]; length: number }) =>
  segment.flags.filter((flag) => flag === 'SYN' || flag === 'FIN').length + segment.length;

export const isBefore = (a: number, b: number) => ((a - b) | 0) < 0;

type Seen = { at: string; from: string; flags: string[]; seq: number; ack: number; length: number };

export function explain(segments: Seen[], start: Record<string, string>) {
  const now = { ...start };
  const numbers: Record<string, number | undefined> = {};
  const move = (end: string, event: string) => {
    now[end] = step(now[end] ?? '', event).state;
  };
  const answers = [];
  for (const { at, from, flags, seq, ack, length } of segments) {
    const is = (flag: string) => flags.includes(flag);
    const acknowledged = (what: 'SYN' | 'FIN') => {
      const number = numbers[`${at} ${what}`];
      if (!is('ACK') || number === undefined) return false;
      return what === 'SYN' ? ack === (number + 1) >>> 0 : isBefore(number, ack);
    };
    if (at === from) {
      if (is('SYN')) numbers[`${at} SYN`] = seq;
      if (is('FIN')) numbers[`${at} FIN`] = (seq + length) >>> 0;
      if (is('SYN') && !is('ACK')) move(at, 'active OPEN');
      if (is('FIN')) move(at, 'CLOSE');
      if (is('RST') && !/^(CLOSED|LISTEN|SYN-SENT|SYN-RECEIVED.*)$/.test(now[at] ?? ''))
        move(at, 'ABORT');
    } else if (is('RST')) {
      move(at, 'rcv RST');
    } else if (is('SYN')) {
      if (!is('ACK')) move(at, 'rcv SYN');
      else if (acknowledged('SYN')) move(at, 'rcv SYN,ACK');
    } else if (acknowledged('SYN') || !now[at]?.startsWith('SYN-')) {
      if (is('FIN')) move(at, acknowledged('FIN') ? 'rcv FIN,ACK of FIN' : 'rcv FIN');
      else move(at, acknowledged('FIN') ? 'rcv ACK of FIN' : 'rcv ACK of SYN');
    }
    answers.push({ ...now });
  }
  return answers;
}
