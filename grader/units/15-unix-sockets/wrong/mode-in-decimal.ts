// Wrong on purpose: writes the mode in decimal digits.
// check: sets-mode
// cause: mode-in-decimal
import type net from 'node:net';
import { startTicketServer as start } from '../../../../solutions/15-unix-sockets.ts';

export { drawTicket, probePath, socketPath } from '../../../../solutions/15-unix-sockets.ts';

export function startTicketServer(place: string, mode = 600): Promise<net.Server> {
  return start(place, mode);
}
