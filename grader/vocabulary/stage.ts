import { setImmediate } from 'node:timers/promises';
import { Failure } from '../feedback/evidence.ts';
import type { Patience } from '../loopback/patience.ts';
import { Recorder } from '../loopback/recorder.ts';
import { type Faults, NO_FAULTS, type Passage } from '../loopback/relay/faults.ts';
import { UdpRelay } from '../loopback/relay/udp-relay.ts';
import { type Address, TcpHost } from '../loopback/tcp.ts';
import type { Random } from '../random.ts';
import type { KernelView } from '../submission/kernel-view.ts';
import type { Output } from '../submission/output.ts';
import type { SubmissionProcess } from '../submission/submission-process.ts';
import { type Given, Other, type Value } from '../submission/values.ts';
import type { Answer } from './answer.ts';
import { Connection } from './connection.ts';
import { Learner } from './learner.ts';
import { Listener } from './listener.ts';
import { ServerUnderTest } from './server-under-test.ts';
import { SocketUnderTest } from './socket-under-test.ts';
import { UdpActor } from './udp-actor.ts';

const DEADLINE_MS = 3000;
export const LOOPBACK = { host: '127.0.0.1', port: 0 };

/** All that one check plays with: the learner's code, peers on loopback, and values drawn from its seed. */
export class Stage {
  readonly learner: Learner;
  readonly kernel: KernelView;
  readonly random: Random;
  readonly recorder: Recorder;
  readonly patience: Patience;
  readonly #folder: string | undefined;
  readonly #closing: (() => Promise<unknown>)[] = [];
  readonly #output: Output;

  constructor(
    process: SubmissionProcess,
    exports: Record<string, string>,
    random: Random,
    recorder = new Recorder(),
  ) {
    this.recorder = recorder;
    this.learner = new Learner(process, exports);
    this.kernel = process.kernel;
    this.#folder = process.folder;
    this.#output = process.output;
    this.random = random;
    this.patience = {
      deadlineMs: DEADLINE_MS,
      isResponsive: (ms) => responsive(process, ms),
      hasEnded: () => process.death !== undefined,
    };
  }

  #serving: string | undefined;

  /** The server of the learner's that was started last. */
  get serving(): string | undefined {
    return this.#serving;
  }

  /** The folder that the learner's code may read and write. All checks in one process share it. */
  get folder(): string {
    if (this.#folder !== undefined) return this.#folder;
    throw new Error('the front matter of this lesson has to say allows: [temporary-folder]');
  }

  /** Starts a server of the learner's with `name(address, ...more)` and fails unless it listens by then. */
  readonly server = async (
    name: string,
    address = LOOPBACK,
    ...more: Given[]
  ): Promise<ServerUnderTest> => {
    const { answer, kept } = await this.learner.keep(name, { ...address }, ...more);
    this.#serving = name;
    return new ServerUnderTest(listeningAddress(answer), this, 'your server', kept);
  };

  /** What the learner's process has printed since this check began, Node's own warnings among it. */
  readonly printed = async (): Promise<string> => {
    await this.turn();
    // What was printed before the answer travels on another pipe, and is read in the same turn of this loop.
    await setImmediate();
    return this.#output.text;
  };

  /** A port that nobody listens on: one that the kernel gave out a moment ago, and has back. */
  readonly freePort = async (): Promise<number> => {
    const host = await this.host();
    const { port } = host.address;
    await host.close();
    return port;
  };

  /** A server of the grader's for a client of the learner's to connect to. `names` stand over the ladder. */
  readonly host = async (
    names = { name: 'grader', other: 'your client' },
    at = LOOPBACK.host,
  ): Promise<Listener> => {
    const host = await TcpHost.listen(names, this.recorder, this.patience, at);
    this.closeAtEnd(() => host.close());
    return new Listener(host);
  };

  /** A connected socket in the learner's process, to be passed to its functions. */
  readonly socket = async (): Promise<SocketUnderTest> => {
    const names = { name: 'grader', other: 'your socket' };
    const host = await TcpHost.listen(names, this.recorder, this.patience);
    this.closeAtEnd(() => host.close());
    const accepted = host.accept();
    const socket = await this.learner.connect(host.address);
    const peer = await accepted;
    if (!peer) throw new Error('a connection on loopback was made and did not come in');
    return new SocketUnderTest(socket, new Connection(peer), this.learner);
  };

  /** A UDP socket of the grader's. `other` is what the ladder calls the learner's side. */
  readonly udp = async (name: string, other = 'your server', port = 0): Promise<UdpActor> => {
    const actor = await UdpActor.bind({ name, other }, this.recorder, this.patience, port);
    this.closeAtEnd(() => actor.close());
    return actor;
  };

  /**
   * A bad network between two UDP programs: the client sends to it in place of `to`. What it did to
   * each datagram goes into the exchange, between these two names.
   */
  readonly relay = async (
    to: Address,
    faults: Partial<Faults>,
    names: { client: string; server: string },
  ): Promise<UdpRelay> => {
    const tell = ({ direction, bytes, verdict, what }: Passage) => {
      const [from, target] =
        direction === 'there' ? [names.client, names.server] : [names.server, names.client];
      const kind = verdict.lost ? 'lost' : 'datagram';
      this.recorder.record({ from, to: target, kind, bytes, note: verdict.lost ? '' : what });
    };
    const relay = await UdpRelay.open(0, to, { ...NO_FAULTS, ...faults }, tell);
    this.closeAtEnd(() => relay.close());
    return relay;
  };

  /** Lets the learner's event loop turn: by then it has heard what the kernel has for its sockets. */
  readonly turn = async (): Promise<void> => {
    for (let turns = 0; turns < 3; turns++) await this.patience.isResponsive(DEADLINE_MS);
  };

  /** Leaves something to be closed when the check is over, however it ends. */
  readonly closeAtEnd = (close: () => Promise<unknown>): void => {
    this.#closing.push(close);
  };

  /** Ends all connections and servers of this check, on both sides. */
  async clear(): Promise<void> {
    await Promise.all(this.#closing.map((close) => close()));
    await this.learner.dispose();
  }
}

/** Asks whether the process turns its event loop; one that does not within that time is ended. */
async function responsive(process: SubmissionProcess, withinMs: number): Promise<boolean> {
  if (process.death || (await process.isResponsive(withinMs))) return process.death === undefined;
  process.endBusy();
  return false;
}

/** Where a server that a call returned listens. Fails where it is none, or does not listen yet. */
export function listeningAddress(answer: Answer): { host: string; port: number } {
  const { value } = answer;
  const expected = { text: `a promise of a server that listens on ${LOOPBACK.host}` };
  if (
    answer.error !== undefined ||
    !(value instanceof Other) ||
    !/^a (net|dgram)\./.test(value.what)
  ) {
    return answer.fail(expected);
  }
  if (!value.listening || !value.address) {
    throw new Failure({
      called: answer.called,
      expected,
      received: { text: `${value.what} that is not listening`, value: describeValue(value) },
      facts: { listening: false },
    });
  }
  return value.address;
}

function describeValue(value: Value): string {
  return value instanceof Other ? value.what : typeof value;
}
