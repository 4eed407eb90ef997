import net from 'node:net';

/** Where a server listens, or is to be found. Port 0 lets the kernel choose. */
export interface Address {
  host: string;
  port: number;
}

/** How long to wait for somebody who says nothing, in milliseconds. For ever unless told. */
export interface GreetOptions {
  deadlineMs?: number;
}

/**
 * A server that says `你好\n` to each client as soon as it is connected, reads and forgets what the
 * client says, and sends FIN when the client has sent its own. Resolves once it listens, on exactly
 * `host`; with port 0 the kernel chooses the port. Rejects with the kernel's error where the port is
 * in use (EADDRINUSE).
 *
 * Any number of clients are served at the same time. One that resets disturbs nobody.
 */
export async function startGreetingServer(address: Address): Promise<net.Server> {
  throw new Error('startGreetingServer is not written yet');
}

/**
 * A client: connects, hears the greeting (the text up to the first `\n`), and only then says
 * `再见\n` and sends FIN. Resolves with the greeting, without its newline.
 *
 * Rejects with the kernel's error when the connection is refused (ECONNREFUSED) or reset, and with
 * an Error when the server leaves, or says nothing for `deadlineMs`, before the greeting is whole.
 */
export async function greet(address: Address, options: GreetOptions = {}): Promise<string> {
  throw new Error('greet is not written yet');
}

/**
 * A server that says `你好\n` to each client, and answers each line it hears at once: the line X
 * with `你好, X\n`, the line `exit` with `再见\n` and FIN. Behind `exit` it answers nothing more,
 * but reads until the client's FIN. A line without its `\n` is none. Otherwise like
 * startGreetingServer.
 */
export async function startConversationServer(address: Address): Promise<net.Server> {
  throw new Error('startConversationServer is not written yet');
}

/**
 * A client: connects, hears the greeting, says each of `lines` (up to the first that is `exit`,
 * and that too) with a `\n` behind it, and leaves with FIN. Resolves with all lines that the server
 * said, without their newlines, the greeting first.
 *
 * Rejects with the kernel's error when the connection is refused or reset, and with an Error when
 * the server leaves before it has answered everything.
 */
export async function converse(address: Address, lines: readonly string[]): Promise<string[]> {
  throw new Error('converse is not written yet');
}
