import net from 'node:net';

/**
 * What stands at a path: nothing, a server that lives, the socket of a server that died, or
 * something that is no socket.
 */
export type Found = 'free' | 'live' | 'stale' | 'other';

/**
 * The path of a socket called `name` in `folder`; on Windows (`win32`) the named pipe of that name.
 * Throws a RangeError where the path, in UTF-8, has more than 107 bytes on Linux, or more than 103 on
 * any other system but Windows.
 */
export function socketPath(
  folder: string,
  name: string,
  platform: NodeJS.Platform = process.platform,
): string {
  throw new Error('socketPath is not written yet');
}

/**
 * A server of tickets on `place`. Each newline (0a) that a client sends draws the next number of the
 * server, from 1 up: it is answered in decimal digits and a newline. All other bytes are ignored.
 *
 * Resolves once it listens and the socket's file has this mode. A socket that a dead server left
 * there is replaced. Rejects with the code EADDRINUSE, and touches nothing, where a server lives or
 * where something stands that is no socket; with a RangeError where the path is too long.
 */
export async function startTicketServer(place: string, mode = 0o600): Promise<net.Server> {
  throw new Error('startTicketServer is not written yet');
}

/**
 * A client: connects to `place`, sends one newline, resolves with the number that is answered, and
 * closes. Rejects with the kernel's error where it cannot connect, with an Error where the answer is
 * no number, and with a RangeError where the path is too long.
 */
export async function drawTicket(place: string): Promise<number> {
  throw new Error('drawTicket is not written yet');
}

/**
 * Tells what stands at `place`, and changes nothing. Rejects with a RangeError where the path is too
 * long.
 */
export async function probePath(place: string): Promise<Found> {
  throw new Error('probePath is not written yet');
}
