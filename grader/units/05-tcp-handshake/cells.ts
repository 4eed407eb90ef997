import { type Answer, type Cause, type Check, same, type Value } from '../../vocabulary.ts';
import { rulesOf } from './rules.ts';
import { type Row, TABLE } from './table.ts';

type Choice = Partial<Record<'state' | 'event', RegExp>>;

/** The rows of each check; a row belongs to the first that takes it. What nobody takes is left. */
const GROUPS: Record<string, readonly Choice[]> = {
  'three-way-handshake': [
    { state: /^LISTEN$/, event: /^rcv SYN$/ },
    { state: /^SYN-RECEIVED \(passive\)$/, event: /^rcv ACK of SYN$/ },
    { state: /^CLOSED$/, event: /OPEN$/ },
    { state: /^LISTEN$/, event: /^active OPEN$/ },
    { state: /^SYN-SENT$/, event: /^rcv SYN,ACK$/ },
  ],
  'simultaneous-open': [
    { state: /^SYN-SENT$/, event: /^rcv SYN$/ },
    { state: /^SYN-RECEIVED \(active\)$/, event: /^rcv (SYN,ACK|ACK of SYN)$/ },
  ],
  'carries-data': [
    { state: /^(ESTABLISHED|CLOSE-WAIT|SYN-SENT|SYN-RECEIVED .*)$/, event: /^SEND$/ },
    { state: /^LISTEN$/, event: /^SEND$/ },
    { state: /^(SYN-RECEIVED .*|ESTABLISHED|FIN-WAIT-.)$/, event: /^rcv data$/ },
  ],
  'closes-first': [
    { state: /^(ESTABLISHED|SYN-RECEIVED .*|LISTEN|SYN-SENT)$/, event: /^CLOSE$/ },
    { state: /^FIN-WAIT-1$/, event: /^rcv ACK of FIN$/ },
    { state: /^FIN-WAIT-2$/, event: /^rcv FIN/ },
    { state: /^TIME-WAIT$/, event: /^timeout 2MSL$/ },
  ],
  'closes-second': [
    { state: /^(ESTABLISHED|SYN-RECEIVED .*)$/, event: /^rcv FIN$/ },
    { state: /^CLOSE-WAIT$/, event: /^CLOSE$/ },
    { state: /^LAST-ACK$/, event: /^rcv (FIN,)?ACK of FIN$/ },
  ],
  'fins-that-meet': [
    { state: /^FIN-WAIT-1$/, event: /^rcv FIN/ },
    { state: /^CLOSING$/, event: /^rcv (FIN,)?ACK of FIN$/ },
  ],
  'answers-repeats': [
    { state: /^TIME-WAIT$/, event: /^rcv FIN/ },
    { state: /^(CLOSE-WAIT|CLOSING|LAST-ACK)$/, event: /^rcv FIN$/ },
    { state: /^(CLOSE-WAIT|CLOSING|LAST-ACK|TIME-WAIT)$/, event: /^rcv data$/ },
    { state: /^(?!CLOSED|LISTEN|SYN-SENT)/, event: /^rcv SYN/ },
  ],
  resets: [{ event: /^rcv RST$/ }, { state: /^(?!CLOSED)/, event: /^ABORT$/ }],
  'refuses-calls': [{ event: /^(passive OPEN|active OPEN|SEND|CLOSE|ABORT)$/ }],
};

const groups = new Map<string, Row[]>(
  [...Object.keys(GROUPS), 'whole-table'].map((id) => [id, []]),
);
for (const row of TABLE) {
  const takes = ({ state, event }: Choice) =>
    (state?.test(row.state) ?? true) && (event?.test(row.event) ?? true);
  const id = Object.keys(GROUPS).find((name) => GROUPS[name]?.some(takes)) ?? 'whole-table';
  groups.get(id)?.push(row);
}

/** In the order in which the choices name them: what tells most comes first. */
function rowsOf(id: string): Row[] {
  const rows = groups.get(id) ?? [];
  const place = ({ state, event }: Row) =>
    (GROUPS[id] ?? []).findIndex(
      (choice) => (choice.state?.test(state) ?? true) && (choice.event?.test(event) ?? true),
    );
  return [...rows].sort((one, other) => place(one) - place(other));
}

/** A check of step() in the rows of its group, in their order and then in a random one. */
export function stepCheck(check: Omit<Check, 'play'> & { causes: readonly Cause[] }): Check {
  return {
    ...check,
    async play({ learner, random }) {
      const rows = rowsOf(check.id);
      const shuffled = rows
        .map((row) => ({ row, at: random.integer(0, 2 ** 30) }))
        .sort((one, other) => one.at - other.at);
      const all = [...rows, ...shuffled.map(({ row }) => row)];
      const answers = await learner.calls(all.map(({ state, event }) => ['step', state, event]));
      for (const [i, row] of all.entries()) judge(answers[i], row);
    },
  };
}

/** Only what the lesson names is looked at: an answer may carry more. */
function judge(answer: Answer | undefined, row: Row): void {
  const { state, event, next, send, error, timer, section } = row;
  const { value } = answer ?? {};
  const expected = { state: next, send, ...(error ? { error } : {}), ...(timer ? { timer } : {}) };
  if (!answer?.error && !answer?.promised && same(named(value), expected)) return;
  answer?.fail(
    {
      text: written(expected),
      value: expected,
      remark: `${rulesOf(row)}; RFC 9293, ${section}`,
    },
    {
      state,
      event,
      gavePromise: answer.promised && !answer.error,
      threw: answer.error !== undefined && !answer.promised,
      refused: error !== undefined,
    },
  );
}

function named(value: Value): Value {
  if (!isRecord(value)) return value;
  const { state, send, error, timer } = value;
  return {
    state,
    send,
    ...(error === undefined ? {} : { error }),
    ...(timer === undefined ? {} : { timer }),
  };
}

export function isRecord(value: unknown): value is { [key: string]: Value } {
  return typeof value === 'object' && value?.constructor === Object;
}

function written(result: Record<string, string | string[]>): string {
  const parts = Object.entries(result).map(([key, value]) => {
    const list = Array.isArray(value) ? value.map((item) => JSON.stringify(item)) : undefined;
    return `${key}: ${list ? `[${list.join(', ')}]` : JSON.stringify(value)}`;
  });
  return `{ ${parts.join(', ')} }`;
}
