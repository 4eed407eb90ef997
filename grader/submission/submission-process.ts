import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { type Death, LaunchFailure, NoAnswer } from './death.ts';
import { endProcess } from './end-process.ts';
import { makeFolder, removeFolder } from './folder.ts';
import { KernelView } from './kernel-view.ts';
import { type Allowance, launch } from './launch.ts';
import { LineReader } from './lines.ts';
import { MOST_RESIDENT, WATCH_MS } from './memory.ts';
import { Output } from './output.ts';
import type { Outcome, Reply, Request, Step } from './protocol.ts';
import { wasStarved } from './schedule.ts';
import { within } from './within.ts';

const MOST_LINE = 256 * 1024 * 1024;
const BUSY_MS = 3000;
const MOST_ASKED = 10;

export interface RunOptions {
  deadlineMs: number;
  /** Read the results only after the last step of each program. */
  late?: boolean;
  /** Tell for each step how many bytes of array buffers it allocated. */
  measure?: boolean;
}

/** One process that runs one submission. Everything that it says is a claim, nothing a verdict. */
export class SubmissionProcess {
  readonly output = new Output();
  readonly kernel: KernelView;
  /** The folder that it may read and write, where its unit allows it one. */
  readonly folder: string | undefined;
  readonly #child: ChildProcess;
  readonly #answers: Socket;
  readonly #questions: Socket;
  readonly #waiting = new Map<
    string,
    { resolve: (reply: Reply) => void; reject: (error: Error) => void }
  >();
  readonly #begun = new Map<string, (program: number) => void>();
  readonly #watch: NodeJS.Timeout;
  readonly ready: Promise<void>;
  readonly ended: Promise<Death>;
  #death: Partial<Death> = {};
  #ended: Death | undefined;
  #onReady: () => void = () => {};

  constructor(allowed: readonly Allowance[], debugged = false) {
    this.folder = allowed.includes('temporary-folder') ? makeFolder() : undefined;
    this.#child = launch(allowed, this.folder, debugged);
    this.kernel = new KernelView(this.#child.pid);
    this.#answers = this.#child.stdio[3] as Socket;
    this.#questions = this.#child.stdio[4] as Socket;
    this.ready = new Promise((resolve, reject) => {
      this.#onReady = resolve;
      this.#child.once('error', (error) => reject(new LaunchFailure(error.message)));
      this.#child.once('exit', (code, signal) => {
        reject(
          new LaunchFailure(
            `it ended (${signal ?? code}) before it was ready: ${this.output.text.trim()}`,
          ),
        );
      });
    });
    this.ready.catch(() => {});
    this.ended = this.#followEnd();
    this.#readChannel();
    this.output.follow(this.#child, () => this.#end('output'));
    this.#watch = setInterval(() => this.#checkMemory(), WATCH_MS).unref();
  }

  get death(): Death | undefined {
    return this.#ended;
  }

  /** Lets a debugger attach on this port of 127.0.0.1 (0: any). Gives the port, or undefined where it is taken. */
  async inspect(port: number): Promise<number | undefined> {
    const reply = await this.#send({ kind: 'inspect', id: randomUUID(), port });
    return reply.kind === 'inspecting' ? reply.port : undefined;
  }

  /** Resolves once a debugger is there, however long that takes. */
  async debuggerCame(): Promise<void> {
    await this.#send({ kind: 'await-debugger', id: randomUUID() });
    this.output.forget(); // Node tells of the debugger where the learner's code prints
  }

  /** Resolves once it turns its event loop, or has ended, however long that takes. */
  async runs(): Promise<void> {
    await this.#send({ kind: 'ping', id: randomUUID() }).catch(() => {});
  }

  async load(
    code: string,
    name: string,
    deadlineMs: number,
  ): Promise<Reply & { kind: 'loaded' | 'load-failed' }> {
    const reply = await this.#ask({ kind: 'load', id: randomUUID(), code, name }, deadlineMs);
    if (reply.kind === 'loaded' || reply.kind === 'load-failed') return reply;
    throw new NoAnswer({ reason: 'channel', status: reply.kind });
  }

  /** Runs each program by itself, up to the first step in it that throws. One outcome a step. */
  async run(programs: Step[][], options: RunOptions): Promise<Outcome[][]> {
    const { deadlineMs, late = false, measure = false } = options;
    const id = randomUUID();
    let begun = 0;
    this.#begun.set(id, (program) => {
      begun = program;
    });
    const reply = await this.#ask({ kind: 'run', id, programs, late, measure }, deadlineMs)
      .catch((error: unknown) => {
        throw error instanceof NoAnswer ? new NoAnswer(error.why, begun) : error;
      })
      .finally(() => this.#begun.delete(id));
    const answered = reply.kind === 'answer' && reply.outcomes.length === programs.length;
    if (answered && reply.outcomes.every((done, i) => done.length === programs[i]?.length))
      return reply.outcomes;
    throw new NoAnswer({ reason: 'channel', status: reply.kind });
  }

  /** Whether the process still turns its event loop. One that the machine does not let run is asked again. */
  async isResponsive(withinMs: number): Promise<boolean> {
    for (let asked = 0; asked < MOST_ASKED; asked++) {
      const before = this.kernel.schedule();
      const ping = this.#send({ kind: 'ping', id: randomUUID() });
      const reply = await within(ping, withinMs).catch(() => undefined);
      if (reply?.kind === 'pong') return true;
      if (this.#ended || !wasStarved(before, this.kernel.schedule(), withinMs)) return false;
    }
    return false;
  }

  /** Ends a process that lets nothing else run: nothing more can be asked of it. */
  endBusy(): void {
    this.#end('busy');
  }

  async stop(): Promise<void> {
    this.#end('stopped');
    await this.ended;
  }

  async #ask(request: Request, deadlineMs: number): Promise<Reply> {
    const answered = this.#send(request);
    answered.catch(() => {});
    const reply = await within(answered, deadlineMs);
    if (reply) return reply;
    // A machine under load may be slow for both: only a process that turns its loop and still says nothing is late.
    const responsive = await this.isResponsive(BUSY_MS);
    const last = await within(answered, responsive ? 200 : 0);
    if (last) return last;
    if (this.output.isMuch) {
      this.#end('output');
      throw new NoAnswer(await this.ended);
    }
    throw new NoAnswer({ reason: responsive ? 'unsettled' : 'busy', waitedMs: deadlineMs });
  }

  async #send(request: Request): Promise<Reply> {
    await this.ready;
    if (this.#ended) throw new NoAnswer(this.#ended);
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject });
      this.#questions.write(`${JSON.stringify(request)}\n`);
    });
  }

  #readChannel(): void {
    const reader = new LineReader(MOST_LINE);
    for (const channel of [this.#answers, this.#questions]) channel.on('error', () => {}); // its end is told by 'exit'
    this.#questions.resume(); // nothing comes here but its end
    this.#answers.setEncoding('utf8');
    this.#answers.on('data', (text: string) => {
      try {
        for (const line of reader.push(text)) this.#receive(JSON.parse(line) as Reply);
      } catch {
        this.#end('channel');
      }
    });
  }

  #receive(reply: Reply): void {
    if (reply.kind === 'ready') {
      this.#onReady();
    } else if (reply.kind === 'exit-called') {
      this.#death = {
        reason: 'exit-called',
        status: String(reply.code),
        stack: String(reply.stack),
      };
    } else if (reply.kind === 'uncaught') {
      this.#death = { reason: 'uncaught', error: reply.error };
    } else if (reply.kind === 'memory') {
      this.#end('memory');
    } else if (reply.kind === 'at') {
      this.#begun.get(reply.id)?.(Number(reply.program));
    } else {
      this.#waiting.get(reply.id)?.resolve(reply);
      this.#waiting.delete(reply.id);
    }
  }

  async #followEnd(): Promise<Death> {
    const closed = new Promise((resolve) => this.#child.once('close', resolve));
    const status = await new Promise<string>((resolve) => {
      this.#child.once('error', (error) => resolve(error.message));
      this.#child.once('exit', (code, signal) => resolve(signal ?? String(code)));
    });
    clearInterval(this.#watch);
    endProcess(this.#child); // children that it started and left: they may hold its pipes open
    // 'close' comes after the last byte of the channel: by then its last words have been read.
    await within(closed, 5000);
    this.#stopReading();
    if (this.folder !== undefined) removeFolder(this.folder);
    const reason = this.#death.reason ?? this.#guessReason(status);
    this.#ended = { ...this.#death, reason, status };
    for (const { reject } of this.#waiting.values()) reject(new NoAnswer(this.#ended));
    this.#waiting.clear();
    return this.#ended;
  }

  /** V8 ends a process whose heap is full by SIGABRT, and says so on standard error. */
  #guessReason(status: string): Death['reason'] {
    if (this.output.isMuch) return 'output';
    if (this.output.end.includes('JavaScript heap out of memory')) return 'memory';
    return /^SIG/.test(status) ? 'signal' : 'exited';
  }

  #checkMemory(): void {
    if ((this.kernel.resident() ?? 0) > MOST_RESIDENT) this.#end('memory');
  }

  #end(reason: Death['reason']): void {
    this.#death.reason ??= reason;
    endProcess(this.#child);
    // What else it printed lies in the pipes and is read up to their end; of endless printing there is enough.
    if (this.output.isMuch) this.#stopReading();
  }

  #stopReading(): void {
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
  }
}
