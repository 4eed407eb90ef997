import { residentSize } from './memory.ts';
import { procFolder } from './proc.ts';
import { heldUpMs, type Schedule, schedule } from './schedule.ts';
import { type TcpQueues, type TcpState, tcpQueues, tcpStates } from './tcp-states.ts';

/** What the kernel says of a process. Nothing here is a claim of the learner's. */
export class KernelView {
  readonly #pid: number | undefined;
  #folder: string | undefined;

  constructor(pid: number | undefined) {
    this.#pid = pid;
  }

  /** Resident size in bytes, or undefined where the platform does not tell, or the process has ended. */
  resident(): number | undefined {
    const folder = this.#find();
    return folder === undefined ? undefined : residentSize(folder);
  }

  /** The TCP sockets that it holds, or undefined where the platform does not tell, or it has ended. */
  tcp(): TcpState[] | undefined {
    const folder = this.#find();
    return folder === undefined ? undefined : tcpStates(folder);
  }

  /** What the scheduler has given it, or undefined where the platform does not tell, or it has ended. */
  schedule(): Schedule | undefined {
    const folder = this.#find();
    return folder === undefined ? undefined : schedule(folder);
  }

  /** How long it has wanted to run and was not let, so far; undefined where the platform does not tell. */
  heldUpMs(): number | undefined {
    const folder = this.#find();
    return folder === undefined ? undefined : heldUpMs(folder);
  }

  /** What the kernel holds of each TCP socket in its network, the grader's own among them. */
  queues(): TcpQueues[] | undefined {
    const folder = this.#find();
    return folder === undefined ? undefined : tcpQueues(folder);
  }

  #find(): string | undefined {
    if (this.#pid !== undefined) this.#folder ??= procFolder(this.#pid);
    return this.#folder;
  }
}
