import net from 'node:net';

/** Where a relay listens, or what it connects to. Port 0 lets the kernel choose. */
export interface Address {
  host: string;
  port: number;
}

/**
 * A relay: whoever connects to `address` talks to `target` through it. Resolves once it listens, on
 * exactly `host`; rejects with the kernel's error where it cannot.
 *
 * For each client it connects to the target at once, and carries both directions: every byte as it
 * came, as soon as the receiver has room. A FIN ends one direction, after all its bytes; the other one
 * goes on. Where one side breaks off (RST, or a target that refuses), the other one is sent an RST.
 * From a sender whose receiver does not read, 32 MiB at most are taken until it reads.
 */
export async function startRelay(address: Address, target: Address): Promise<net.Server> {
  throw new Error('startRelay is not written yet');
}
