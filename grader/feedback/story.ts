import type { Exchange } from '../report/results.ts';
import { comparison } from './compare.ts';
import type { Cause, Evidence } from './evidence.ts';
import { ladder } from './ladder.ts';
import { paragraph, section } from './layout.ts';

/** What was played, what happened, and what was expected against what came: all that was observed. */
export function tell(evidence: Evidence, exchange: Exchange): string {
  const name = evidence.facts?.name;
  const drawn = ladder(exchange, typeof name === 'string' ? name : undefined);
  return [
    ...(drawn.length > 0 ? drawn.map((line) => `    ${line}`) : []),
    ...(evidence.drawn ?? []).map((line) => `    ${line}`),
    ...(evidence.server ? section('Server', [evidence.server]) : []),
    ...(evidence.called ? paragraph('Called', evidence.called) : []),
    ...(evidence.arrived ? section('Arrived', evidence.arrived) : []),
    ...comparison(evidence),
    ...(evidence.waited ? paragraph('Waited', evidence.waited) : []),
    ...(evidence.happened ?? []).flatMap((line, i) => paragraph(i === 0 ? 'Happened' : '', line)),
  ].join('\n');
}

/** The first of the causes that the evidence tells, or null. */
export function findCause(
  causes: readonly Cause[],
  evidence: Evidence,
  exchange: Exchange,
): { id: string; text: string; next: string | undefined; lesson: string | undefined } | null {
  for (const cause of causes) {
    const text = cause.explain(evidence, exchange);
    if (text === undefined) continue;
    return { id: cause.id, text, next: cause.next, lesson: cause.lesson };
  }
  return null;
}
