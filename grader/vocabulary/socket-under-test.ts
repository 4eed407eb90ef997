import type { Reference, Value } from '../submission/values.ts';
import type { Connection } from './connection.ts';
import type { Learner } from './learner.ts';

const MOST_PAUSE_MS = 2000;
const LOOK_MS = 5;

/** How a socket in the learner's process stands. */
export interface SocketState {
  /** What it has taken from the kernel, whether anybody has asked for it or not. */
  bytesRead: number;
  destroyed: boolean;
  /** Listeners for all its events, Node's own among them. */
  listeners: number;
  /** Timers that run in the learner's process. */
  timers: number;
  /** Bytes that it has read from the kernel, and nobody from it. */
  buffered: number;
  /** Paused by pause(), while a listener for 'data' waits. */
  heldUp: boolean;
  /** What setEncoding() was called with, or ''. */
  encoding: string;
  /** Which step of which script was begun last: where a play does not end, that is the one. */
  program: number;
  step: number;
}

/** A connected net.Socket in the learner's process, and the grader's end of the connection. */
export class SocketUnderTest {
  /** To be passed as an argument. */
  readonly socket: Reference;
  readonly grader: Connection;
  readonly #learner: Learner;
  #sent = 0;

  constructor(socket: Reference, grader: Connection, learner: Learner) {
    this.socket = socket;
    this.grader = grader;
    this.#learner = learner;
  }

  /**
   * Sends bytes and waits until the socket has read them: whatever is sent next is another chunk.
   * False where it has not read them all; then nothing is known of the chunks.
   */
  async sendChunk(bytes: Uint8Array): Promise<boolean> {
    this.#sent += bytes.length;
    await this.grader.send(bytes);
    return (await this.state(this.#sent)).bytesRead >= this.#sent;
  }

  /** How the socket stands once it has read so many bytes, or does not get that far. */
  state(bytesRead = 0): Promise<SocketState> {
    return this.#learner.inspect(this.socket, bytesRead);
  }

  /** Sends nothing while a timer runs in the learner's process. Tells whether there was one. */
  async pause(): Promise<boolean> {
    const started = performance.now();
    for (let looked = 0; ; looked++) {
      const { timers } = await this.state();
      if (timers === 0 || performance.now() - started > MOST_PAUSE_MS) return looked > 0;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }
}

export function socketState(value: Value): SocketState {
  const state = Object(value) as Record<string, unknown>;
  return {
    bytesRead: Number(state.bytesRead),
    destroyed: state.destroyed === true,
    listeners: Number(state.listeners),
    timers: Number(state.timers),
    buffered: Number(state.buffered),
    heldUp: state.heldUp === true,
    encoding: String(state.encoding),
    program: Number(state.program),
    step: Number(state.step),
  };
}
