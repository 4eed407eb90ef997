/** Functions of the grader's that live in the submission's process, to be passed to its functions. */

const PATIENCE_MS = 3000;
/** Patience is lost in pieces: all that passes at a breakpoint is one of them. */
const PIECE_MS = 50;

interface Call {
  args: unknown[];
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

interface Made {
  calls: Call[];
  heard: Set<() => void>;
}

const made = new WeakMap<object, Made>();

/** A function whose calls all wait until the grader settles them. */
export function callback(): (...args: unknown[]) => Promise<unknown> {
  const state: Made = { calls: [], heard: new Set() };
  const wait = (...args: unknown[]) =>
    new Promise((resolve, reject) => {
      // The caller may use its bytes for something else while it waits.
      const copies = args.map((arg) => (arg instanceof Uint8Array ? Buffer.from(arg) : arg));
      state.calls.push({ args: copies, resolve, reject });
      for (const hear of state.heard) hear();
    });
  made.set(wait, state);
  return wait;
}

/** How often it was called. */
export function countCalls(wait: unknown): number {
  return stateOf(wait).calls.length;
}

/** What the nth call (from 0) was given, or undefined where it is not made in time. */
export async function argumentsOf(wait: unknown, n: number): Promise<unknown[] | undefined> {
  const { calls, heard } = stateOf(wait);
  if (calls.length <= n) {
    await new Promise<void>((resolve) => {
      const settle = () => {
        clearTimeout(timer);
        heard.delete(hear);
        resolve();
      };
      const hear = () => calls.length > n && settle();
      let timer: NodeJS.Timeout;
      const wait = (left: number) => {
        timer =
          left > 0
            ? setTimeout(() => wait(left - PIECE_MS), PIECE_MS)
            : setTimeout(() => void turns(3).then(settle));
      };
      wait(PATIENCE_MS);
      heard.add(hear);
    });
  }
  return calls[n]?.args;
}

/** Resolves the nth call with a value, or rejects it with an Error of this message. */
export function settle(wait: unknown, n: number, came: { value?: unknown; error?: string }): void {
  const call = stateOf(wait).calls[n];
  if (!call) throw new Error(`call ${n} was not made, so nothing can come of it`);
  if (came.error === undefined) call.resolve(came.value);
  else call.reject(new Error(came.error));
}

/** A timer may be late together with all else: what has arrived meanwhile is heard first. */
async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}

function stateOf(wait: unknown): Made {
  const state = typeof wait === 'function' ? made.get(wait) : undefined;
  if (!state) throw new Error(`a function of the grader's was asked for: ${typeof wait}`);
  return state;
}
