import type { Scene } from './scene.ts';

/**
 * What travels between the grader and the process that runs the learner's code: one JSON text a line,
 * over pipes of its own (answers on file descriptor 3, questions on 4). The grader asks, the submission's process answers; it is
 * never told what is expected.
 */
export type Request =
  | { kind: 'load'; id: string; code: string; name: string }
  | { kind: 'run'; id: string; programs: Step[][]; late: boolean; measure: boolean }
  | { kind: 'ping'; id: string }
  /** Opens Node's inspector for a debugger; waits until one is there. */
  | { kind: 'inspect'; id: string; port: number }
  | { kind: 'await-debugger'; id: string };

export type Reply =
  | { kind: 'ready' }
  | { kind: 'answer'; id: string; outcomes: Outcome[][] }
  /** Of several programs, the one that begins now: heard before it can hang. */
  | { kind: 'at'; id: string; program: number }
  | { kind: 'loaded'; id: string; exports: Record<string, string> }
  | { kind: 'load-failed'; id: string; error: WireError }
  | { kind: 'pong'; id: string }
  /** Without a port, the one that was asked for is taken. */
  | { kind: 'inspecting'; id: string; port: number | undefined }
  | { kind: 'exit-called'; code: string; stack: string }
  | { kind: 'uncaught'; error: WireError }
  /** It has outgrown what it may take: heard on platforms where nobody else can see it. */
  | { kind: 'memory' };

/** One thing to do with the learner's exports. `keep` names the result, so that later steps can use it. */
export type Step =
  | { do: 'call'; name: string; args: Wire[]; keep?: string }
  | { do: 'new'; name: string; args: Wire[]; keep?: string }
  /** With `digest`, what comes back is not the bytes, but a digest of them. */
  | { do: 'method'; on: string; name: string; args: Wire[]; keep?: string; digest?: boolean }
  /** As a method, and the steps behind it are done even where it throws. */
  | { do: 'try'; on: string; name: string; args: Wire[] }
  /** Calls a method and does not wait; whether it has settled; what it comes to. */
  | { do: 'begin'; on: string; name: string; args: Wire[]; keep: string }
  | { do: 'settled'; on: string }
  | { do: 'came'; on: string }
  /** Calls a method once for each `size` bytes of `bytes`; what the calls return is joined. */
  | { do: 'feed'; on: string; name: string; bytes: Wire; size: number; digest?: boolean }
  /** Connects a net.Socket to a server of the grader's. */
  | { do: 'connect'; host: string; port: number; keep: string }
  /** Keeps an AbortController. Passed as an argument it is its signal. */
  | { do: 'abortable'; keep: string }
  /** A net.Socket in memory: each chunk arrives in a turn of the event loop of its own, and then, perhaps, FIN. */
  | { do: 'stream'; chunks: Wire[]; fin: boolean; keep: string }
  /** How a kept socket stands, once it has read so many bytes, or a second later. */
  | { do: 'inspect'; on: string; bytesRead: number }
  /** The values of a kept iterable: all, or the first `most`, and then the loop is left. */
  | { do: 'collect'; on: string; most?: number }
  /** Asks a kept iterable for its next value. */
  | { do: 'next'; on: string }
  /** Makes a function whose calls wait to be settled, to be passed as an argument. */
  | { do: 'callback'; keep: string }
  /** How often it was called; what its nth call (from 0) was given; what comes of that call. */
  | { do: 'count'; on: string }
  | { do: 'arguments'; on: string; n: number }
  | { do: 'settle'; on: string; n: number; value?: Wire; error?: string }
  /** Overwrites bytes that were passed as an argument under this name. */
  | { do: 'overwrite'; argument: string; byte: number }
  /** Plays exported classes Sender and Receiver with networks between them; the traces come back as JSON. */
  | { do: 'scenes'; scenes: Scene[] }
  /** Closes what was kept, where it can be closed. */
  | { do: 'dispose'; on: string };

export type Outcome =
  | { kind: 'returned'; value: Wire; promised: boolean; allocated: number }
  /** `promised`: it was a promise that was rejected. */
  | { kind: 'threw'; error: WireError; promised: boolean; allocated: number }
  | { kind: 'skipped' };

/** `kinds` are the built-in classes the error is an instance of, the most exact first. */
export interface WireError {
  name: string;
  message: string;
  code: string;
  stack: string;
  kinds: string[];
}

/** JSON, with `$` marking what JSON cannot say. */
export type Wire = null | boolean | number | string | Wire[] | WireTagged;
export type WireTagged =
  | { $: 'undefined' }
  | { $: 'number'; text: string }
  | { $: 'bigint'; text: string }
  | { $: 'bytes'; base64: string; buffer: boolean; argument?: string }
  | { $: 'repeated'; base64: string; times: number }
  | { $: 'object'; entries: [string, Wire][] }
  /** What an earlier step kept under this name: passed by reference. */
  | { $: 'kept'; name: string }
  | { $: 'other'; what: string; address?: { host: string; port: number }; listening?: boolean };
