import {
  type Connection,
  countBytes,
  type Evidence,
  Failure,
  type Stage,
} from '../../vocabulary.ts';

export const MIB = 1024 * 1024;
const WRITE = 256 * 1024;
/** A prime: what is lost, doubled or swapped does not fall onto its like. */
const PERIOD = 524_287;
/** So often the learner's process has answered, and no byte has moved: the relay has stopped reading. */
const STALLED = 20;
const AROUND = 16;
/** So often a relay with timers is looked at. A busy machine, which delays its timers, delays the looks as well. */
const LOOKS = 150;
const LOOK_AGAIN_MS = 10;
const CALM = 10;
/** What a kernel may still take where nobody reads. */
const SOME = 2 * WRITE;

/** A stream too long to keep, on its way from one of the grader's sockets through the relay to another. */
export class Flow {
  readonly #stage: Stage;
  readonly #from: Connection;
  readonly #to: Connection;
  readonly #content: Buffer;
  readonly #start: number;
  #handed = 0;
  #goal = 0;
  #sending: Promise<void> | undefined;
  #taken = 0;
  #wrong: Evidence | undefined;

  /** From now on all that arrives at `to` belongs to it; it is compared as it comes, and let go. */
  constructor(stage: Stage, from: Connection, to: Connection) {
    const period = stage.random.bytes(PERIOD);
    this.#content = Buffer.concat([period, period]);
    this.#stage = stage;
    this.#from = from;
    this.#to = to;
    this.#start = to.peer.receivedLength;
    let at = 0;
    to.peer.consume((chunk) => {
      this.#compare(chunk, at);
      at += chunk.length;
    });
  }

  /** How much has been handed to the sender's kernel, or is being handed to it. */
  get handed(): number {
    return this.#handed;
  }

  get arrived(): number {
    return this.#to.peer.receivedLength - this.#start;
  }

  /** Hands over as much as makes `total`, for as long as it is taken. */
  async send(total: number): Promise<void> {
    this.#goal = total;
    this.#sending ??= this.#sendToGoal().finally(() => {
      this.#sending = undefined;
    });
    await this.#sending;
  }

  /**
   * Sends, while the receiver reads nothing, until the relay takes no more. Fails where it has taken
   * `most` bytes, or more than that where the kernels hold more than half of them.
   */
  async sendUntilStalled(most: number): Promise<void> {
    this.#to.peer.pause();
    for (let limit = most, before = 0; limit > before; ) {
      void this.send(limit);
      if (await this.stalls(limit)) {
        await this.staysStalled();
        this.#goal = this.#handed;
        return;
      }
      before = limit;
      limit = Math.max(limit, this.#inKernels() + most / 2);
    }
    throw new Failure({
      expected: { text: 'a relay that stops reading while what it read before is not taken' },
      received: { text: `it took ${countBytes(this.#taken)} and would take more` },
      facts: { ...this.#ends, taken: this.#taken },
    });
  }

  /**
   * Sends, while the receiver reads nothing, until no byte moves, or `most` have been taken. Judges
   * nothing: where bytes wait both ways, what the kernels take depends on what goes the other way.
   */
  async block(most: number): Promise<void> {
    this.#to.peer.pause();
    void this.send(most);
    await this.stalls(most);
  }

  /** What the kernels hold on both connections, or 0 where the platform does not tell. */
  #inKernels(): number {
    const sockets = [this.#from.peer.socket, this.#to.peer.socket];
    const held = this.#stage.kernel.queues()?.filter((queue) =>
      sockets.some(({ localPort, remotePort }) => {
        const ports = [localPort, remotePort];
        return ports.includes(queue.localPort) && ports.includes(queue.remotePort);
      }),
    );
    return held?.reduce((sum, { unread, unacknowledged }) => sum + unread + unacknowledged, 0) ?? 0;
  }

  /**
   * Whether the relay takes no more before it has taken `total`. That it is not is known from the learner's
   * process, which goes on answering meanwhile; no clock is asked.
   */
  async stalls(total: number): Promise<boolean> {
    for (let answers = 0, before = -1; answers < STALLED; answers++) {
      if (this.#taken >= total || this.#from.peer.socket.destroyed) return false;
      if (this.#taken !== before) answers = 0;
      before = this.#taken;
      if (!(await this.isThere())) return false;
    }
    return true;
  }

  /**
   * Fails where a relay that has stopped begins again by itself, for which it needs a timer. What its
   * kernels still take meanwhile (they probe, and tidy up) is none of its doing.
   */
  async staysStalled(): Promise<void> {
    const before = this.#inRelay();
    for (let looks = 0, calm = 0, timed = false; looks < LOOKS && calm < CALM; looks++, calm++) {
      // Between two timers of a chain there is none.
      if ((await this.#stage.learner.timers()) > 0) {
        calm = 0;
        timed = true;
        await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
      }
      const beganAgain = this.#inRelay() - before;
      if (!timed || beganAgain <= SOME) continue;
      throw new Failure({
        expected: { text: 'a relay that has stopped reading, until there is room' },
        received: { text: `one that took ${countBytes(beganAgain)} more, without any` },
        facts: { ...this.#ends, beganAgain },
      });
    }
  }

  /** What has been handed over and is in no kernel: where the platform tells no more, all that was taken. */
  #inRelay(): number {
    return this.#handed - this.#from.peer.socket.writableLength - this.#inKernels();
  }

  /** Whether the learner's process answers: by then its event loop has turned. */
  isThere(): Promise<boolean> {
    return this.#stage.patience.isResponsive(this.#stage.patience.deadlineMs);
  }

  /** The receiver reads again. */
  resume(): void {
    this.#to.peer.resume();
  }

  /** Fails unless as much as makes `total` arrives, as it was sent. `watch` is called on the way. */
  async arrive(
    total = this.#handed,
    watch: () => void = () => {},
    facts: Evidence['facts'] = {},
  ): Promise<void> {
    await this.#receive(total, watch);
    if (this.arrived === total) return;
    const { peer } = this.#to;
    // Behind bytes Node may tell an RST as a FIN. But a FIN leaves all that a kernel has to be read.
    const thrownAway = this.arrived < Number(facts.passed ?? 0);
    const ending = thrownAway && peer.ending === 'fin' ? 'rst' : peer.ending;
    const then = { open: 'nothing more', fin: 'FIN', rst: 'RST' }[ending];
    throw new Failure({
      expected: { text: `${countBytes(total)}, as they were sent` },
      received: { text: `${countBytes(this.arrived)}, and then ${then}` },
      ...(ending === 'open' ? { waited: `${peer.name} read, and waited for the rest.` } : {}),
      facts: { ...facts, ...this.#ends, ending, arrived: this.arrived, total },
    });
  }

  /** As much as makes `total` arrives; then the receiver reads nothing until the relay has stopped, and goes on. */
  async pauseAt(total: number, watch: () => void): Promise<void> {
    await this.#receive(total, watch);
    this.#to.peer.pause();
    await this.stalls(this.#goal);
    this.resume();
  }

  /** Fails where a byte has arrived that was not sent at its place. */
  mustBeRight(): void {
    if (this.#wrong) throw new Failure(this.#wrong);
  }

  /** The names of both ends, and the one that stands on the left of the ladder. */
  get #ends() {
    const [from, to] = [this.#from.peer.name, this.#to.peer.name];
    return { from, to, name: from === 'target' ? to : from };
  }

  async #receive(total: number, watch: () => void): Promise<void> {
    for (let before = -1; this.arrived < total && this.arrived > before; ) {
      before = this.arrived;
      watch();
      await this.#to.peer.receive(this.#start + Math.min(total, before + MIB));
      this.mustBeRight();
    }
  }

  async #sendToGoal(): Promise<void> {
    while (this.#handed < this.#goal && !this.#from.peer.socket.destroyed)
      await this.#write(Math.min(WRITE, this.#goal - this.#handed));
  }

  async #write(length: number): Promise<void> {
    const at = this.#handed % PERIOD;
    this.#handed += length;
    await this.#from.peer.send(this.#content.subarray(at, at + length));
    if (!this.#from.peer.socket.destroyed) this.#taken += length;
  }

  #compare(chunk: Buffer, at: number): void {
    for (let done = 0; done < chunk.length && !this.#wrong; done += WRITE) {
      const came = chunk.subarray(done, done + WRITE);
      const place = (at + done) % PERIOD;
      const expected = this.#content.subarray(place, place + came.length);
      if (!came.equals(expected)) this.#wrong = difference(expected, came, at + done);
    }
  }
}

function difference(expected: Buffer, came: Buffer, at: number): Evidence {
  const first = expected.findIndex((byte, i) => byte !== came[i]);
  const [begin, end] = [Math.max(0, first - AROUND), first + AROUND];
  return {
    expected: { bytes: expected.subarray(begin, end), remark: `from byte ${at + begin} on` },
    received: { bytes: came.subarray(begin, end) },
    facts: { wrongAt: at + first },
  };
}
