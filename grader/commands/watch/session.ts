import { randomInt } from 'node:crypto';
import path from 'node:path';
import type { CourseUnit } from '../../course/catalogue.ts';
import { pointsOf } from '../../engine/load-unit.ts';
import { Spares } from '../../engine/spares.ts';
import { paragraph } from '../../feedback/layout.ts';
import { unitResult } from '../../report/assemble.ts';
import type { CheckResult, UnitResult } from '../../report/results.ts';
import { renderUnit } from '../../report/terminal.ts';
import type { Io } from '../io.ts';
import { exchangeText, hintText, solutionText, unitsText } from './asides.ts';
import { Attempt, type Audience } from './attempt.ts';
import { openFile } from './open-file.ts';
import {
  clock,
  idlePage,
  keys,
  lessonAside,
  lessonPlace,
  type Verdict,
  verdictPage,
} from './pages.ts';
import { Saves } from './saves.ts';
import type { Screen } from './screen.ts';

/** A failure is shown before the other checks have been played, where those take longer than this. */
const SOON_MS = 150;

export interface World {
  io: Io;
  catalogue: readonly CourseUnit[];
  screen: Screen;
  /** Ends the session with this exit status. */
  leave(status: number): void;
  /** Ends it by a fault of the grader. */
  reject(error: unknown): void;
}

/** One sitting in front of the watcher: which unit, what came of the last save, and what is shown. */
export class Session {
  readonly #world: World;
  readonly #saves = new Saves(() => this.#begin('saved'));
  #unit: CourseUnit;
  #spares = new Spares([]);
  #attempt: Attempt | undefined;
  #soon: NodeJS.Timeout | undefined;
  #seed: number | undefined;
  /** What the last save has come to, as far as it has been played. */
  #result: UnitResult | undefined;
  /** What goes on, in the place of the keys: they work meanwhile. */
  #busy = '';
  /** What stands above the keys, but for asides. */
  #page = '';
  /** What a key brought: below the page, or in its place. */
  #aside: { key: string; text: string; alone: boolean } | undefined;

  constructor(unit: CourseUnit, world: World) {
    this.#unit = unit;
    this.#world = world;
    this.#open(unit);
  }

  close(): void {
    this.#giveUp();
    this.#saves.close();
    this.#spares.close().catch(() => {});
  }

  press(key: string): void {
    this.#answer(key).catch(this.#world.reject);
  }

  async #answer(key: string): Promise<void> {
    const { io } = this.#world;
    if (key === 'q') this.#world.leave(0);
    else if (key === 'r') this.#begin('again', this.#seed);
    else if (key === 'n') this.#go(1);
    else if (key === 'p') this.#go(-1);
    else if (key === 'h') this.#show(key, await hintText(this.#unit, io), false);
    else if (key === 'l') this.#show(key, await this.#lesson(), false);
    // The same key again leads back, and so does any that means nothing.
    else if (key === this.#aside?.key) this.#back();
    else if (key === 'e') this.#show(key, exchangeText(this.#result), true);
    else if (key === 'u') this.#show(key, await unitsText(io), true);
    else if (key === 's') this.#show(key, await solutionText(this.#unit, io), true);
    else if (this.#aside) this.#back();
  }

  #back(): void {
    this.#aside = undefined;
    this.#draw();
  }

  async #lesson(): Promise<string> {
    const { io } = this.#world;
    const place = lessonPlace(this.#unit, this.#result, io.root);
    if (this.#aside?.key === 'l')
      return `${await openFile(`lessons/${this.#unit.slug}.md`, place.file, io)}\n`;
    return lessonAside(place);
  }

  #show(key: string, text: string, alone: boolean): void {
    this.#aside = { key, text, alone };
    this.#draw();
  }

  #go(steps: 1 | -1): void {
    const unit = this.#beside(steps);
    if (unit) this.#open(unit);
    else this.#show('', `${this.#unit.slug} is the ${steps > 0 ? 'last' : 'first'} unit.\n`, false);
  }

  #beside(steps: 1 | -1): CourseUnit | undefined {
    const { catalogue } = this.#world;
    return catalogue[catalogue.findIndex(({ slug }) => slug === this.#unit.slug) + steps];
  }

  #open(unit: CourseUnit): void {
    this.#giveUp();
    this.#unit = unit;
    this.#seed = undefined;
    this.#result = undefined;
    this.#page = '';
    this.#spares.close().catch(() => {});
    this.#spares = new Spares(unit.allows);
    this.#spares.fill();
    this.#saves.follow([path.join(this.#world.io.root, 'exercises', `${unit.slug}.ts`)]);
    this.#begin('opened');
  }

  #giveUp(): void {
    clearTimeout(this.#soon);
    this.#attempt?.giveUp();
    this.#attempt = undefined;
  }

  /** Grades what stands in the file now. What is under way is given up: the newest save wins. */
  #begin(why: 'saved' | 'again' | 'opened', seed = randomInt(1, 10_000)): void {
    this.#giveUp();
    this.#aside = undefined;
    this.#seed = seed;
    const attempt = new Attempt(this.#unit, seed, this.#spares, this.#world.io);
    this.#attempt = attempt;
    attempt.run(this.#audience(attempt, why)).catch(this.#world.reject);
  }

  #audience(attempt: Attempt, why: string): Audience {
    const { io, screen } = this.#world;
    const unit = this.#unit;
    const isCurrent = () => this.#attempt === attempt;
    const show = (page: string, verdict?: Verdict) => {
      if (!isCurrent()) return;
      clearTimeout(this.#soon);
      this.#busy = '';
      this.#result = verdict?.result;
      this.#page = page;
      this.#draw();
    };
    const page = (verdict: Verdict) => {
      const place = { unit, after: this.#beside(1), hasKeys: screen.hasKeys };
      return verdictPage(verdict, place, io);
    };
    return {
      playing: () => this.#tellBusy(`${clock()} ${unit.slug} ${why}, playing …`),
      idle: (why) => show(idlePage(unit, why === 'missing', io)),
      failing: (checks, again) => {
        clearTimeout(this.#soon);
        const goesOn = again ? 'playing it once more, by itself …' : 'playing the other checks …';
        const showSoon = () => this.#showFailure(attempt, checks, goesOn);
        if (isCurrent()) this.#soon = setTimeout(showSoon, SOON_MS);
      },
      verdict: (verdict) => {
        show(page(verdict), verdict);
      },
      advised: (verdict) => {
        if (screen.hasKeys) show(page(verdict), verdict);
        else if (isCurrent()) screen.page(adviceText(verdict), '');
      },
      follow: (files) => {
        if (isCurrent()) this.#saves.follow(files);
      },
    };
  }

  /** The first failure, while the other checks are still being played. */
  async #showFailure(
    attempt: Attempt,
    checks: readonly CheckResult[],
    goesOn: string,
  ): Promise<void> {
    const { io, screen } = this.#world;
    const { slug } = this.#unit;
    if (!screen.hasKeys) return;
    const worth = await pointsOf(io.build, [slug]);
    if (this.#attempt !== attempt) return;
    const graded = { slug, checks: [...checks], loadFailure: undefined, fault: undefined };
    const result = unitResult(this.#unit, { graded, advice: [] });
    this.#result = { ...result, max_score: worth.get(slug) ?? result.max_score };
    this.#page = `${renderUnit(this.#result, io.paint, true)}\n`;
    this.#busy = `${clock()} ${slug}: ${goesOn}`;
    this.#draw();
  }

  #tellBusy(line: string): void {
    this.#busy = line;
    this.#world.screen.busy(line);
  }

  #draw(): void {
    const { screen } = this.#world;
    const { text = '', alone = false } = this.#aside ?? {};
    const below = text === '' ? '' : `\n${text}`;
    const keyLine = keys(this.#result?.status === 'pass');
    screen.page(alone ? text : this.#page + below, this.#busy || keyLine);
  }
}

function adviceText({ result }: Verdict): string {
  return `${result.advice.flatMap((line) => paragraph('TypeScript', line)).join('\n')}\n`;
}
