import type { ChildProcess } from 'node:child_process';

const KEPT = 4 * 1024;
const MUCH = 1024 * 1024;
const MOST_PRINTED = 4 * 1024 * 1024;

/** What the learner's own code printed: the first 4 KiB since the last check began are kept, endless printing is noticed. */
export class Output {
  #text = '';
  #end = '';
  #total = 0;

  get text(): string {
    return this.#text;
  }

  /** The last of it. */
  get end(): string {
    return this.#end;
  }

  /** More than anybody prints who means it. */
  get isMuch(): boolean {
    return this.#total > MUCH;
  }

  /** Lets go of what was printed so far: what comes belongs to another check. */
  forget(): void {
    this.#text = '';
  }

  follow(child: ChildProcess, onEndless: () => void): void {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8');
      stream?.on('error', () => {});
      stream?.on('data', (text: string) => {
        this.#text += text.slice(0, KEPT - this.#text.length);
        this.#end = (this.#end + text).slice(-KEPT);
        this.#total += text.length;
        if (this.#total > MOST_PRINTED) onEndless();
      });
    }
  }
}

/** What the learner printed, without the report that Node or V8 adds when an error or full memory ends the process. */
export function ownLines(output: string): string {
  const report =
    /^(?:(?:submission\.mjs|node:\S+|file:\S+|Uncaught):\d+|<--- Last few GCs --->|FATAL ERROR: .*)$/m.exec(
      output,
    );
  return report ? output.slice(0, report.index) : output;
}
