import { once } from 'node:events';
import net from 'node:net';
import { Failure } from '../feedback/evidence.ts';
import { type Address, connectTcp } from '../loopback/tcp.ts';
import type { Value } from '../submission/values.ts';
import type { Begun } from './begun.ts';
import { Connection } from './connection.ts';
import type { Stage } from './stage.ts';

async function isLocal(host: string): Promise<boolean> {
  const server = net.createServer();
  server.listen(0, host);
  const listening = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  server.close();
  return listening;
}

async function accepts(address: Address): Promise<boolean> {
  const socket = net.connect(address);
  const connected = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return connected;
}

/** A TCP server of the learner's that listens. */
export class ServerUnderTest {
  readonly address: Address;
  readonly #stage: Stage;
  readonly #name: string;
  readonly #kept: string;

  constructor(address: Address, stage: Stage, name: string, kept: string) {
    this.address = address;
    this.#stage = stage;
    this.#name = name;
    this.#kept = kept;
  }

  /** Calls a method of it, which goes on while the check plays other things. */
  begin(name: string, ...args: Value[]): Promise<Begun> {
    return this.#stage.learner.begin(this.#kept, name, ...args);
  }

  /** Opens a connection to it. `name` is what the ladder calls this client. */
  async connect(name = 'grader'): Promise<Connection> {
    const { recorder, patience } = this.#stage;
    try {
      const peer = await connectTcp(this.address, { name, other: this.#name }, recorder, patience);
      this.#stage.closeAtEnd(() => peer.close());
      return new Connection(peer);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      throw new Failure({
        happened: [
          `${name} could not connect to ${this.address.host}:${this.address.port}: ${code}.`,
        ],
        facts: { connect: code },
      });
    }
  }

  /** Fails unless it listens on just this host. */
  mustListenOn(host: string): void {
    if (this.address.host === host) return;
    throw new Failure({
      expected: { text: `a server that listens on ${host}, as it was told` },
      received: { text: `one that listens on ${this.address.host}` },
      facts: { listensOn: this.address.host },
    });
  }

  /** Fails where it also listens on another loopback address (127.0.0.2, where this system has it). */
  async mustRefuseElsewhere(): Promise<void> {
    const elsewhere = { host: '127.0.0.2', port: this.address.port };
    if (!(await isLocal(elsewhere.host)) || !(await accepts(elsewhere))) return;
    throw new Failure({
      expected: { text: `a server that listens on ${this.address.host}, as it was told` },
      received: { text: 'one that answers on 127.0.0.2 as well' },
      facts: { listensOn: '0.0.0.0' },
    });
  }

  /** Many clients, connected one after the other. */
  async connectMany(count: number): Promise<Connection[]> {
    const connections: Connection[] = [];
    for (let i = 1; i <= count; i++) connections.push(await this.connect(`client ${i}`));
    return connections;
  }
}
