import { timeWaitsFor } from '../loopback/standstill.ts';
import type { CheckResult } from '../report/results.ts';
import { bundleThatStops } from '../submission/debuggable.ts';
import type { Allowance } from '../submission/launch.ts';
import { SubmissionProcess } from '../submission/submission-process.ts';
import type { Check } from '../vocabulary/unit.ts';
import { attempt, type Frame } from './attempt.ts';
import { Desk } from './desk.ts';

/** What is played with a debugger, and where that may attach. */
export interface Inspected {
  check: Check;
  file: string;
  root: string;
  allows: readonly Allowance[];
  port: number;
  /** Hears on which port the submission's process waits for a debugger. */
  onWaiting(port: number): void;
  /**
   * Hears what came of it while that process still stands: its end is the end of the session for an
   * editor, which may end the grader with it.
   */
  onVerdict(result: CheckResult): void;
}

/** Another program listens on the port. */
export class PortTaken extends Error {}

/**
 * Plays one check once, as soon as a debugger has attached to the submission's process. Deadlines stand
 * still while that does. Throws LoadFailure and PortTaken.
 */
export async function playInspected(inspected: Inspected, frame: Frame): Promise<void> {
  const { check, file, root, allows } = inspected;
  const process = new SubmissionProcess(allows, true);
  const desk = new Desk(file, root, allows, () => process, bundleThatStops);
  try {
    if ((await desk.bundled).ok) await attach(process, inspected);
    const { result } = await attempt(check, desk, frame, true);
    inspected.onVerdict(result);
  } finally {
    timeWaitsFor(undefined);
    await Promise.all([desk.close(), process.stop()]);
  }
}

async function attach(process: SubmissionProcess, { port, onWaiting }: Inspected): Promise<void> {
  const bound = await process.inspect(port);
  if (bound === undefined) throw new PortTaken();
  timeWaitsFor(() => process.runs());
  onWaiting(bound);
  await process.debuggerCame();
}
