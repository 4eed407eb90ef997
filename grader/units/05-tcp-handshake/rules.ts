import type { Row } from './table.ts';

/** The rules under "What the grader plays" that say a row of the table: "rule 7", "rules 11 and 14". */
export function rulesOf(row: Row): string {
  return row.timer ? `rules ${ruleOf(row)} and 14` : `rule ${ruleOf(row)}`;
}

function ruleOf({ state, event, error }: Row): number {
  if (event.endsWith('OPEN')) return 1;
  if (error) return 5;
  return RULES[event] ?? ruleOfArrival(state, event);
}

const RULES: Record<string, number> = {
  SEND: 2,
  CLOSE: 3,
  ABORT: 4,
  'rcv RST': 6,
  'timeout 2MSL': 14,
};

function ruleOfArrival(state: string, event: string): number {
  if (state === 'CLOSED' || state === 'LISTEN') return 7;
  if (state === 'SYN-SENT') return 8;
  if (state.startsWith('SYN-RECEIVED')) return 9;
  if (event === 'rcv FIN') return 11;
  if (event === 'rcv ACK of FIN') return 12;
  return event === 'rcv FIN,ACK of FIN' ? 13 : 10;
}
