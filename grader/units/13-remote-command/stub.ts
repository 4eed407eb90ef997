import net from 'node:net';

/** Where a server listens. Port 0 lets the kernel choose. */
export interface Address {
  host: string;
  port: number;
}

/** The allow-list: for each name that a client may ask for, the program and its first arguments. */
export type Commands = Record<string, string[]>;

/** What one command may take. */
export interface CommandServerOptions {
  /** A command that runs longer is killed: 10,000 ms unless told. */
  deadlineMs?: number;
  /** The most that stdout and stderr may come to together: 16 MiB unless told. */
  maxOutputBytes?: number;
}

/** What came of a command: its exit status, or the signal that ended it; the other one is null. */
export interface CommandResult {
  status: number | null;
  signal: string | null;
  stdout: Buffer;
  stderr: Buffer;
}

/**
 * Runs commands of the list, without a shell, for whoever connects; resolves once it listens.
 * Header: its length (uint32 big-endian, in bytes, at most 65,536), then JSON in UTF-8.
 * Request: a header with command and args. Reply: a header with status, signal, stdout and stderr
 * (sizes), and sha256, then the bytes of both outputs; or a header with error.
 */
export async function startCommandServer(
  address: Address,
  commands: Commands,
  options?: CommandServerOptions,
): Promise<net.Server> {
  throw new Error('startCommandServer is not written yet');
}

/**
 * Asks a server to run one of its commands with these further arguments. Rejects with an Error where
 * it refuses, cannot be reached, breaks off, or replies something that cannot be true.
 */
export async function runRemote(
  address: Address,
  name: string,
  args: string[] = [],
): Promise<CommandResult> {
  throw new Error('runRemote is not written yet');
}
