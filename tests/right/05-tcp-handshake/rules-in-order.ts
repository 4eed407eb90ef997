// Right: a list of rules, of which the first that fits is taken; frozen results; a generator

type Rule = [
  state: string | RegExp,
  event: string | RegExp,
  next: string,
  send?: string,
  extra?: object,
];

const TIMER = { timer: '2MSL' };
const EXISTS = { error: 'connection already exists' };
const NONE = { error: 'connection does not exist' };
const LATE = { error: 'connection closing' };
const OPENING = /^SYN-RECEIVED/;

const RULES: Rule[] = [
  // no connection yet
  ['CLOSED', 'passive OPEN', 'LISTEN'],
  [/^(CLOSED|LISTEN)$/, 'active OPEN', 'SYN-SENT', 'SYN'],
  [/./, /OPEN$/, '', '', EXISTS],
  ['CLOSED', /^(SEND|CLOSE|ABORT)$/, '', '', NONE],
  [/^(CLOSED|LISTEN)$/, 'rcv RST', ''],
  ['LISTEN', 'rcv SYN', 'SYN-RECEIVED (passive)', 'SYN,ACK'],
  [/^(CLOSED|LISTEN)$/, /^rcv/, '', 'RST'],
  ['LISTEN', 'SEND', 'SYN-SENT', 'SYN'],
  [/^(LISTEN|SYN-SENT)$/, /^(CLOSE|ABORT)$/, 'CLOSED'],
  // the end of one
  ['SYN-RECEIVED (passive)', 'rcv RST', 'LISTEN'],
  [/./, 'rcv RST', 'CLOSED'],
  [/^(CLOSING|LAST-ACK|TIME-WAIT)$/, 'ABORT', 'CLOSED'],
  [/./, 'ABORT', 'CLOSED', 'RST'],
  ['TIME-WAIT', 'timeout 2MSL', 'CLOSED'],
  [/./, 'timeout 2MSL', ''],
  // opening
  ['SYN-SENT', 'rcv SYN', 'SYN-RECEIVED (active)', 'SYN,ACK'],
  ['SYN-SENT', 'rcv SYN,ACK', 'ESTABLISHED', 'ACK'],
  [/^SYN-/, /ACK of FIN$/, '', 'RST'],
  [/^SYN-/, 'SEND', ''],
  ['SYN-SENT', /./, ''],
  [OPENING, /(SYN,ACK|ACK of SYN)$/, 'ESTABLISHED'],
  [OPENING, 'rcv data', 'ESTABLISHED', 'ACK'],
  // open
  [/^(ESTABLISHED|CLOSE-WAIT)$/, 'SEND', '', 'data'],
  [/./, 'SEND', '', '', LATE],
  ['CLOSE-WAIT', 'CLOSE', 'LAST-ACK', 'FIN'],
  [/^(SYN-RECEIVED|ESTABLISHED)/, 'CLOSE', 'FIN-WAIT-1', 'FIN'],
  [/./, 'CLOSE', '', '', LATE],
  [/^(SYN-RECEIVED|ESTABLISHED)/, 'rcv FIN', 'CLOSE-WAIT', 'ACK'],
  [/./, /^rcv (SYN|SYN,ACK|data)$/, '', 'ACK'],
  [/./, 'rcv ACK of SYN', ''],
  // closing
  [/^(ESTABLISHED|CLOSE-WAIT)$/, /ACK of FIN$/, '', 'ACK'],
  ['LAST-ACK', /ACK of FIN$/, 'CLOSED'],
  [/^(FIN-WAIT-1|CLOSING)$/, 'rcv FIN,ACK of FIN', 'TIME-WAIT', 'ACK', TIMER],
  ['FIN-WAIT-1', 'rcv FIN', 'CLOSING', 'ACK'],
  ['FIN-WAIT-1', 'rcv ACK of FIN', 'FIN-WAIT-2'],
  ['CLOSING', 'rcv ACK of FIN', 'TIME-WAIT', '', TIMER],
  [/^(FIN-WAIT-2|TIME-WAIT)$/, /^rcv FIN/, 'TIME-WAIT', 'ACK', TIMER],
  [/./, 'rcv FIN', '', 'ACK'],
  [/./, /./, ''],
];

const fits = (pattern: string | RegExp, text: string) =>
  typeof pattern === 'string' ? pattern === text : pattern.test(text);

export function step(state: string, event: string) {
  const rule = RULES.find(([from, when]) => fits(from, state) && fits(when, event));
  const [, , next = '', send = '', extra = {}] = rule ?? [];
  return Object.freeze({ ...extra, send: Object.freeze(send ? [send] : []), state: next || state });
}

export const sequenceLength = (s: { flags: Iterable<string>; length: number }) => {
  const flags = new Set(s.flags);
  return s.length + [flags.has('SYN'), flags.has('FIN')].filter(Boolean).length;
};

export const isBefore = (a: number, b: number) => {
  const turn = new Uint32Array([b - 1 - a]); // equal numbers are a whole turn apart
  return (turn[0] ?? 0) < 2 ** 31 - 1;
};

type Segment = {
  at: string;
  from: string;
  flags: string[];
  seq: number;
  ack: number;
  length: number;
};

export function* states(segments: Iterable<Segment>, start: Record<string, string>) {
  let now = { ...start };
  const sent = new Map<string, number>();
  for (const { at, from, flags, seq, ack, length } of segments) {
    const text = flags.join();
    const number = (flag: string) => sent.get(at + flag) ?? ack;
    const events: string[] = [];
    if (at !== from && text.includes('RST')) events.push('rcv RST');
    else if (at !== from && text === 'SYN') events.push('rcv SYN');
    else if (at !== from && /^SYN-/.test(now[at] ?? '') && ack !== (number('SYN') + 1) % 2 ** 32) {
      // left over from before
    } else if (at !== from && text.includes('SYN')) events.push('rcv SYN,ACK');
    else if (at !== from) {
      const ofFin = isBefore(number('FIN'), ack) ? 'rcv ACK of FIN' : 'rcv ACK of SYN';
      if (!text.includes('FIN')) events.push(ofFin, ...(length > 0 ? ['rcv data'] : []));
      else events.push(ofFin.endsWith('FIN') ? 'rcv FIN,ACK of FIN' : 'rcv FIN');
    } else {
      if (text.includes('SYN')) sent.set(`${at}SYN`, seq);
      if (text.includes('FIN')) sent.set(`${at}FIN`, (seq + length) % 2 ** 32);
      if (text === 'SYN') events.push('active OPEN');
      if (text.includes('FIN')) events.push('CLOSE');
      if (text.includes('RST') && !/^(CLOSED|LISTEN|SYN-.*)$/.test(now[at] ?? ''))
        events.push('ABORT');
    }
    const state = events.reduce((before, event) => step(before, event).state, now[at] ?? '');
    now = { ...now, [at]: state };
    yield now;
  }
}

export const explain = (segments: Segment[], start: Record<string, string>) => [
  ...states(segments, start),
];
