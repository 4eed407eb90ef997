import type { ChildProcess } from 'node:child_process';

const KEPT = 4 * 1024;
const MOST_PRINTED = 32 * 1024 * 1024;

/** What the learner's own code printed: the first 4 KiB are kept, endless printing is noticed. */
export class Output {
  #text = '';
  #total = 0;

  get text(): string {
    return this.#text;
  }

  get omitted(): number {
    return this.#total - this.#text.length;
  }

  follow(child: ChildProcess, onEndless: () => void): void {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8');
      stream?.on('error', () => {});
      stream?.on('data', (text: string) => {
        this.#text += text.slice(0, KEPT - this.#text.length);
        this.#total += text.length;
        if (this.#total > MOST_PRINTED) onEndless();
      });
    }
  }
}
