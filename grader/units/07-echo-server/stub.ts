import net from 'node:net';

/** Where a server listens, or is to be found. Port 0 lets the kernel choose. */
export interface Address {
  host: string;
  port: number;
}

/**
 * A server that sends every byte back as it came, in order and at once. Resolves once it listens,
 * on exactly `host`; rejects with the kernel's error where it cannot.
 *
 * Any number of clients are served at the same time. What came before a client's FIN is answered
 * after it, and then the server sends FIN. A client that resets disturbs nobody. From a client that
 * sends and does not read, 32 MiB at most are taken until it reads.
 */
export async function startEchoServer(address: Address): Promise<net.Server> {
  throw new Error('startEchoServer is not written yet');
}

/**
 * A server that keeps all the promises of the echo server, but sends the bytes 61 to 7a (a–z) back
 * as 41 to 5a (A–Z). Every other byte comes back as it is, whatever it may be part of.
 */
export async function startUpperCaseServer(address: Address): Promise<net.Server> {
  throw new Error('startUpperCaseServer is not written yet');
}

/**
 * A client: connects, sends `bytes` and then FIN, and reads until the other side's FIN. Resolves
 * with all that it read; rejects when the connection is refused or reset.
 */
export async function sendAndReadAll(address: Address, bytes: Uint8Array): Promise<Buffer> {
  throw new Error('sendAndReadAll is not written yet');
}
