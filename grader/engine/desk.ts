import type { Bundle, Locate } from '../submission/bundle.ts';
import { bundleSubmission } from '../submission/bundle.ts';
import { type Death, NoAnswer } from '../submission/death.ts';
import type { Allowance } from '../submission/launch.ts';
import { ownLines } from '../submission/output.ts';
import type { WireError } from '../submission/protocol.ts';
import { SubmissionProcess } from '../submission/submission-process.ts';

const LOAD_MS = 5000;
const MOST_PRINTED_LINES = 10;
/** More than a loop takes that keeps nothing. */
const MUCH_MEMORY_MIB = 256;

/** A submission's process with its module loaded. */
export interface Loaded {
  process: SubmissionProcess;
  exports: Record<string, string>;
}

/** The submission could not be loaded: its own fault, told in full lines. */
export class LoadFailure extends Error {
  readonly lines: string[];

  constructor(lines: string[]) {
    super('the submission could not be loaded');
    this.lines = lines;
  }
}

/** Work at a desk was given up: nothing that came of it says anything. */
export class GivenUp extends Error {}

/** Where a desk has its processes from. */
export type Supply = (allowed: readonly Allowance[]) => SubmissionProcess;
const START_ONE: Supply = (allowed) => new SubmissionProcess(allowed);

/**
 * Where one unit's submission is run. Checks share a process as long as they pass: that is what makes
 * a right answer quick. A check that fails is played again in a process that no other check has touched.
 */
export class Desk {
  readonly file: string;
  readonly #root: string;
  readonly #allowed: readonly Allowance[];
  readonly #supply: Supply;
  readonly #bundled: Promise<Bundle>;
  readonly #twins: Desk[] = [];
  #starting: SubmissionProcess | undefined;
  #loaded: Loaded | undefined;
  #used = false;
  /** The process that loads or has loaded the submission. */
  #current: SubmissionProcess | undefined;
  #givenUp = false;

  /** Starts at once: the process comes up while the grader is still loading its own modules. */
  constructor(
    file: string,
    root: string,
    allowed: readonly Allowance[],
    supply: Supply = START_ONE,
    bundle = bundleSubmission,
  ) {
    this.file = file;
    this.#root = root;
    this.#allowed = allowed;
    this.#supply = supply;
    this.#starting = supply(allowed);
    this.#bundled = bundle(file, root);
    this.#bundled.catch(() => {}); // whoever opens the desk hears of it
  }

  /** Another desk for the same submission. */
  twin(): Desk {
    const twin = new Desk(this.file, this.#root, this.#allowed, this.#supply);
    this.#twins.push(twin);
    if (this.#givenUp) twin.giveUp().catch(() => {});
    return twin;
  }

  /** The submission made into one module, or why it cannot be. */
  get bundled(): Promise<Bundle> {
    return this.#bundled;
  }

  /** Whether checks have been played in the process that open() gives. */
  get used(): boolean {
    return this.#used;
  }

  async open(): Promise<Loaded> {
    if (this.#loaded && !this.#loaded.process.death) {
      this.#used = true;
      return this.#loaded;
    }
    this.#used = false;
    const bundle = await this.#bundled;
    if (this.#givenUp) throw new GivenUp();
    if (!bundle.ok)
      throw new LoadFailure([bundle.place, ...bundle.excerpt, bundle.problem].filter(Boolean));
    const process = this.#starting ?? this.#supply(this.#allowed);
    this.#starting = undefined;
    this.#current = process;
    this.#loaded = { process, exports: await load(process, bundle, this.file) };
    return this.#loaded;
  }

  /** Ends the process, so that the next open() starts afresh. */
  async clear(): Promise<void> {
    await this.#current?.stop();
    this.#current = undefined;
    this.#loaded = undefined;
  }

  /** Ends all that goes on here, at once; who asks for a process from now on is told GivenUp. */
  async giveUp(): Promise<void> {
    this.#givenUp = true;
    await Promise.all([this.close(), ...this.#twins.map((twin) => twin.giveUp())]);
  }

  async close(): Promise<void> {
    await this.clear();
    await this.#starting?.stop();
    this.#starting = undefined;
  }

  /** The learner's own place for the first frame of a stack that lies in the submission. */
  async place(stack: string): Promise<string | undefined> {
    const bundle = await this.#bundled;
    return bundle.ok ? findPlace(stack, bundle.locate) : undefined;
  }
}

async function load(
  process: SubmissionProcess,
  bundle: Bundle & { ok: true },
  file: string,
): Promise<Record<string, string>> {
  try {
    const reply = await process.load(`${bundle.code}\n//# sourceURL=${bundle.name}`, file, LOAD_MS);
    if (reply.kind === 'loaded') return reply.exports;
    await process.stop(); // what it printed comes by another pipe than its reply, and may come later
    throw new LoadFailure([...tellError(reply.error, bundle.locate), ...tellPrinted(process)]);
  } catch (error) {
    if (!(error instanceof NoAnswer) || error.why.reason === 'stopped') throw error;
    const told = tellNoAnswer(error.why, bundle.locate, process.kernel.resident());
    await process.stop();
    throw new LoadFailure([...told, ...tellPrinted(process)]);
  }
}

/** A line printed at the top level is what most people look for first. */
function tellPrinted({ output }: SubmissionProcess): string[] {
  const lines = ownLines(output.text).trimEnd().split('\n').slice(0, MOST_PRINTED_LINES);
  return lines.some((line) => line.trim())
    ? ['It had printed:', ...lines.map((line) => `  ${line}`)]
    : [];
}

function tellError(error: WireError, locate: Locate): string[] {
  const place = findPlace(error.stack, locate);
  const hint = error.message.startsWith('Dynamic require of')
    ? [
        'Exercises are ES modules: write import net from "node:net" where you have require("node:net").',
      ]
    : [];
  return [...(place ? [place] : []), `${error.name}: ${error.message}`, ...hint];
}

function tellNoAnswer(why: NoAnswer['why'], locate: Locate, resident = 0): string[] {
  if (!('waitedMs' in why)) return describeEnd(why, (stack) => findPlace(stack, locate));
  if (why.reason === 'unsettled') {
    return [
      'Loading it did not end: a top-level await in it waits for something that does not come.',
    ];
  }
  const mebibytes = Math.round(resident / 1024 ** 2);
  const taken = mebibytes > MUCH_MEMORY_MIB ? `, and has taken ${mebibytes} MiB of memory` : '';
  return [`Loading it did not end: its top level runs on and on${taken} (an endless loop?).`];
}

/** How the submission's process ended, in the learner's words. */
export function describeEnd(why: Death, place: (stack: string) => string | undefined): string[] {
  switch (why.reason) {
    case 'exit-called':
      return [
        `Your code called process.exit(${why.status === '0' && !why.stack ? '' : why.status}).`,
        place(why.stack ?? '') ?? '',
      ].filter(Boolean);
    case 'uncaught':
      return [
        `Your process ended by an error that nothing caught: ${[why.error?.name, why.error?.message.slice(0, 300)].filter(Boolean).join(': ')}`,
        place(why.error?.stack ?? '') ?? '',
      ].filter(Boolean);
    case 'busy':
      return ['Your code let nothing else run for seconds and was ended.'];
    case 'memory':
      return [
        'Your process took more memory than it may (512 MiB of JavaScript heap, 1 GiB in all) and was ended.',
      ];
    case 'output':
      return ['Your code printed millions of characters and was ended.'];
    case 'channel':
      return [
        "What came back on the grader's own channel (file descriptor 3) was no answer: does your code write there?",
      ];
    default:
      return [
        /^SIG/.test(why.status)
          ? `Your process was ended by ${why.status}.`
          : `Your process ended with exit code ${why.status}.`,
      ];
  }
}

function findPlace(stack: string, locate: Locate): string | undefined {
  for (const [, line, column] of stack.matchAll(/submission\.mjs:(\d+):(\d+)/g)) {
    const found = locate(Number(line), Number(column));
    if (found) return `${shorten(found.file)}:${found.line}:${found.column}`;
  }
  return undefined;
}

/** The file as the learner knows it: its folder and name. */
function shorten(file: string): string {
  return file.split(/[\\/]/).slice(-2).join('/');
}
