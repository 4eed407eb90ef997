import type { CheckResult } from '../report/results.ts';
import type { Bundle } from '../submission/bundle.ts';
import type { Allowance } from '../submission/launch.ts';
import { Desk } from './desk.ts';
import type { Graded } from './grade-units.ts';
import { checksFile, loadUnit } from './load-unit.ts';
import { faultOfTheGrader, UnitPlay } from './play-unit.ts';
import type { Spares } from './spares.ts';

/** What is graded, and with which values and faults. */
export interface Asked {
  slug: string;
  file: string;
  root: string;
  allows: readonly Allowance[];
  seed: number;
}

/**
 * One grading among many in the same process. Its verdict is made by what makes it in `gradeUnits`: the
 * same checks, played by UnitPlay at a Desk. Vitest, which would only be told of it, is left out.
 */
export class Regrading {
  readonly #asked: Asked;
  readonly #build: string;
  readonly #desk: Desk;
  #givenUp = false;

  /** Bundles the submission at once. */
  constructor(asked: Asked, build: string, spares: Spares) {
    this.#asked = asked;
    this.#build = build;
    this.#desk = new Desk(asked.file, asked.root, asked.allows, spares.take);
  }

  get bundled(): Promise<Bundle> {
    return this.#desk.bundled;
  }

  /** Whether it was given up: then nothing of it is to be told. */
  get givenUp(): boolean {
    return this.#givenUp;
  }

  /** Ends it and its processes. */
  giveUp(): void {
    this.#givenUp = true;
    this.#desk.giveUp().catch(() => {});
  }

  /**
   * Plays the checks; `onCheck` hears of all that have ended, each time, and `onDoubt` of one more that
   * has failed and is played again by itself. Undefined where it was given up.
   */
  async play(
    onCheck: (checks: readonly CheckResult[]) => void,
    onDoubt: (checks: readonly CheckResult[]) => void,
  ): Promise<Graded | undefined> {
    const { slug, seed } = this.#asked;
    const graded: Graded = { slug, checks: [], loadFailure: undefined, fault: undefined };
    try {
      const unit = await loadUnit(checksFile(this.#build, slug));
      const play = new UnitPlay(unit, this.#desk, seed, {
        onDoubt: (first) => !this.#givenUp && onDoubt([...graded.checks, first]),
      });
      for await (const result of play.playAll(unit.checks)) {
        if (this.#givenUp) return undefined;
        graded.checks.push(result);
        onCheck(graded.checks);
      }
      return { ...graded, loadFailure: play.loadFailure };
    } catch (error) {
      return this.#givenUp ? undefined : { ...graded, fault: faultOfTheGrader(error) };
    } finally {
      await this.#desk.close();
    }
  }
}
