/** What one grading found: the shape of results.json, from which every other report is derived. */
export interface Results {
  schema: 'network-workbook/results/1';
  status: 'pass' | 'fail' | 'error';
  score: number;
  max_score: number;
  seed: number;
  isolation: 'self-check' | 'isolated' | 'container';
  grader_version: string;
  duration_ms: number;
  units: UnitResult[];
}

export interface UnitResult {
  id: string;
  title: string;
  status: UnitStatus;
  score: number;
  max_score: number;
  /** Why the unit as a whole could not be graded; empty where it could. */
  message: string;
  /** What TypeScript says of the exercise. Advice: it costs no points. */
  advice: string[];
  checks: CheckResult[];
}

export type UnitStatus = 'pass' | 'fail' | 'not-started' | 'error';
export type CheckStatus = 'pass' | 'fail' | 'blocked' | 'skipped' | 'error';

export interface CheckResult {
  id: string;
  title: string;
  status: CheckStatus;
  score: number;
  max_score: number;
  /** What was played, expected and received, as the learner reads it; empty for a pass. */
  message: string;
  /** The likely cause and the id it goes by; null where the evidence tells none. */
  cause: { id: string; text: string } | null;
  next_step: string;
  /** The lesson's path and heading, such as lessons/07-echo-server.md#after-the-clients-fin. */
  lesson: string;
  /** The command that plays exactly this again. */
  replay: string;
  /** What the learner's own code printed while this check ran. */
  output: string;
  exchange: Exchange;
}

/** What the grader saw on its sockets during one check. Times are microseconds since the check began. */
export interface Exchange {
  events: ExchangeEvent[];
  /** How many events were left out after the last one shown here. */
  omitted: number;
}

export interface ExchangeEvent {
  at_us: number;
  from: string;
  to: string;
  kind: 'connect' | 'data' | 'datagram' | 'fin' | 'rst' | 'refused' | 'lost' | 'timeout' | 'close';
  /** Bytes carried; 0 for an event that carries none. */
  length: number;
  /** The first 64 of them, in hex. */
  hex: string;
  note: string;
}
