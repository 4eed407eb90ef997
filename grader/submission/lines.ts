/** Puts together lines that arrive cut anywhere. A line longer than `limit` characters is refused. */
export class LineReader {
  #parts: string[] = [];
  #length = 0;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The lines that `text` completes. Throws RangeError where a line grows beyond the limit. */
  push(text: string): string[] {
    const [first = '', ...rest] = text.split('\n');
    this.#parts.push(first);
    this.#length += first.length;
    if (this.#length > this.#limit)
      throw new RangeError(`a line of more than ${this.#limit} characters`);
    const last = rest.pop();
    if (last === undefined) return [];
    const lines = [this.#parts.join(''), ...rest];
    this.#parts = [last];
    this.#length = last.length;
    return lines;
  }
}
