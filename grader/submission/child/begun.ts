/** A call that was made and not waited for, with what it gave: later steps ask what came of it. */
export class Begun {
  readonly given: unknown;
  settled = false;

  constructor(given: unknown) {
    this.given = given;
    const settle = () => {
      this.settled = true;
    };
    Promise.resolve(given).then(settle, settle);
  }

  static of(value: unknown): Begun {
    if (value instanceof Begun) return value;
    throw new Error(`a call that was begun was asked for: ${typeof value}`);
  }
}
