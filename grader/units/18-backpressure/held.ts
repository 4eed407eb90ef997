import type { Stage } from '../../vocabulary.ts';
import { Flow } from './long-stream.ts';
import type { Pair } from './pair.ts';

const STEP = 32 * 1024;
const COARSE = 8 * STEP;
const MOST_STEPS = 400;

/** Where the bytes of a blocked way are that have been sent and have not arrived. */
interface Whereabouts {
  /** In the learner's process: neither kernel has them. */
  held: number;
  /** Before it: they have arrived at the relay, and it has not read them. */
  unread: number;
  /** Behind it: a kernel has them, and only an RST makes it throw them away. */
  passed: number;
}

/** Fills the way from client to target, in small steps, just until the relay's own process holds some bytes. */
export class Filling {
  readonly #stage: Stage;
  readonly #relayPort: number;
  /** So much goes through without being held, as earlier pairs have shown. */
  #passes = 0;

  constructor(stage: Stage, relayPort: number) {
    this.#stage = stage;
    this.#relayPort = relayPort;
  }

  /**
   * Sends, while the target reads nothing, until the relay holds `least` bytes, or reads no more.
   * Gives the flow, how much is held, and how much it has passed on; undefined where the platform does
   * not tell that: then as much has been sent as is taken.
   */
  async fill(pair: Pair, least: number): Promise<{ flow: Flow; held?: number; passed: number }> {
    const flow = new Flow(this.#stage, pair.client, pair.target);
    pair.target.peer.pause();
    const step = this.#passes === 0 ? COARSE : STEP;
    void flow.send(this.#passes);
    for (let steps = 0; steps < MOST_STEPS; steps++) {
      const found = await this.#settled(pair, flow);
      if (found === undefined) break;
      if (found.held >= least || found.unread > 0) {
        if (this.#passes === 0) this.#passes = Math.max(0, flow.handed - 2 * COARSE);
        return { flow, held: found.held, passed: found.passed };
      }
      await flow.send(flow.handed + step);
    }
    await flow.sendUntilStalled(Number.POSITIVE_INFINITY);
    return { flow, passed: 0 };
  }

  /** What two looks agree on, with some turns of the learner's event loop between them. */
  async #settled(pair: Pair, flow: Flow): Promise<Whereabouts | undefined> {
    for (let before = this.#look(pair, flow); ; ) {
      await this.#stage.turn();
      const now = this.#look(pair, flow);
      if (now === undefined || before === undefined) return undefined;
      if (now.held === before.held && now.unread === before.unread) return now;
      before = now;
    }
  }

  #look({ client, target }: Pair, flow: Flow): Whereabouts | undefined {
    const table = this.#stage.kernel.queues();
    const [near, far] = [client.peer.socket, target.peer.socket];
    const find = (local?: number, remote?: number) =>
      table?.find(({ localPort, remotePort }) => localPort === local && remotePort === remote);
    const sent = find(near.localPort, this.#relayPort);
    const read = find(this.#relayPort, near.localPort);
    const written = find(far.remotePort, far.localPort);
    const arrived = find(far.localPort, far.remotePort);
    if (!sent || !read || !written || !arrived) return undefined;
    const before = near.writableLength + sent.unacknowledged + read.unread;
    const behind = written.unacknowledged + arrived.unread + far.bytesRead;
    return { held: flow.handed - before - behind, unread: read.unread, passed: behind };
  }
}
