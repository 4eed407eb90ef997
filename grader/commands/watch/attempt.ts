import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { CourseUnit } from '../../course/catalogue.ts';
import { findSubmission, isUnchangedStub } from '../../course/submission-file.ts';
import { typeAdvice } from '../../course/type-advice.ts';
import type { Graded } from '../../engine/grade-units.ts';
import { checksFile, loadUnit } from '../../engine/load-unit.ts';
import { Regrading } from '../../engine/regrading.ts';
import type { Spares } from '../../engine/spares.ts';
import { assemble, unitResult } from '../../report/assemble.ts';
import type { CheckResult, UnitResult } from '../../report/results.ts';
import { bundleSubmission } from '../../submission/bundle.ts';
import type { Io } from '../io.ts';
import { fingerprints, keepGrades } from '../keep-grades.ts';
import { clock, type Verdict } from './pages.ts';

/** What looks like half of a file is told only when it has stood as it is for so long. */
const STEADY_MS = 250;

/** Who is told what comes of an attempt, as long as it was not given up. */
export interface Audience {
  playing(): void;
  /** The unit as it ships, or without its file. */
  idle(why: 'stub' | 'missing'): void;
  /** The checks that have ended when the first of them failed; `again` where that one is played once more. */
  failing(checks: readonly CheckResult[], again: boolean): void;
  verdict(verdict: Verdict): void;
  /** The same verdict, with what TypeScript says beside it. */
  advised(verdict: Verdict): void;
  /** The files that count as the exercise from now on. */
  follow(files: readonly string[]): void;
}

/** Grades what stands in the exercise now, once. The next save gives it up. */
export class Attempt {
  readonly #unit: CourseUnit;
  readonly #seed: number;
  readonly #io: Io;
  readonly #spares: Spares;
  readonly #folder: string;
  readonly #stop = new AbortController();
  #regrading: Regrading | undefined;

  constructor(unit: CourseUnit, seed: number, spares: Spares, io: Io) {
    this.#unit = unit;
    this.#seed = seed;
    this.#spares = spares;
    this.#io = io;
    this.#folder = path.join(io.root, 'exercises');
  }

  giveUp(): void {
    this.#stop.abort();
    this.#regrading?.giveUp();
  }

  async run(audience: Audience): Promise<void> {
    try {
      await this.#grade(audience);
    } catch (error) {
      // An editor that puts another file in its place takes it away for a moment.
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
      await this.#missing(audience);
    }
  }

  get #givenUp(): boolean {
    return this.#stop.signal.aborted;
  }

  async #grade(audience: Audience): Promise<void> {
    const { slug, startsWithAMistake, allows } = this.#unit;
    const found = findSubmission(this.#folder, slug);
    if (!found) return this.#missing(audience);
    const { file, root } = found;
    if (!startsWithAMistake && isUnchangedStub(file, this.#io.root, slug)) {
      audience.idle('stub');
      await this.#warm(file, root);
      return;
    }
    audience.playing();
    const began = performance.now();
    const exercises = fingerprints([this.#unit], this.#folder);
    const isEmpty = fs.readFileSync(file, 'utf8').trim() === '';
    const asked = { slug, file, root, allows, seed: this.#seed };
    this.#regrading = new Regrading(asked, this.#io.build, this.#spares);
    const bundle = await this.#regrading.bundled;
    if (this.#givenUp) return;
    // Where an import is missing it may come: then its folder changes.
    audience.follow(bundle.ok ? bundle.files : [file, this.#folder]);
    if ((!bundle.ok || isEmpty) && !(await this.#steady())) return this.#regrading.giveUp();
    const tell = (again: boolean) => (checks: readonly CheckResult[]) => {
      const failures = checks.filter(({ status }) => status === 'fail');
      if (failures.length === 1 && failures[0] === checks.at(-1))
        audience.failing([...checks], again);
    };
    const graded = await this.#regrading.play(tell(false), tell(true));
    if (!graded || this.#givenUp) return;
    const verdict = this.#verdict(graded, exercises, performance.now() - began);
    audience.verdict(verdict);
    this.#spares.fill();
    if (bundle.ok) await this.#advise(verdict, graded, file, audience);
  }

  /** Loads what the first save will need. */
  async #warm(file: string, root: string): Promise<void> {
    await Promise.all([
      bundleSubmission(file, root),
      loadUnit(checksFile(this.#io.build, this.#unit.slug)),
    ]);
  }

  async #missing(audience: Audience): Promise<void> {
    if (await this.#steady()) audience.idle('missing');
  }

  /** Whether nothing was saved for a while. */
  async #steady(): Promise<boolean> {
    await pause(STEADY_MS, undefined, { signal: this.#stop.signal }).catch(() => {});
    return !this.#givenUp;
  }

  #verdict(graded: Graded, exercises: ReadonlyMap<string, string>, ms: number): Verdict {
    const result = this.#result(graded, []);
    const results = assemble([result], { seed: this.#seed, durationMs: Math.round(ms) });
    const notes: string[] = [];
    keepGrades(results, exercises, {
      root: this.#io.root,
      warn: (line) => void notes.push(line),
    });
    const seconds = (ms / 1000).toFixed(1);
    return { result, seed: this.#seed, clock: clock(), seconds, notes };
  }

  #result(graded: Graded, advice: string[]): UnitResult {
    return unitResult(this.#unit, { graded, advice });
  }

  async #advise(verdict: Verdict, graded: Graded, file: string, audience: Audience): Promise<void> {
    const { root, build } = this.#io;
    const advice = await typeAdvice(file, root, build, this.#stop.signal);
    if (this.#givenUp || advice.length === 0) return;
    audience.advised({ ...verdict, result: this.#result(graded, advice) });
  }
}
