import type * as exercise from '../../../solutions/15-unix-sockets.ts';
import { Mistyped, type Programs, textOf } from '../../vocabulary.ts';

type Exercise = typeof exercise;

/** Where no path is given, in the system's folder for such things: both sides find it. */
const socketName = 'tickets.sock';

const programs: Programs<Exercise> = {
  server: {
    about: 'startTicketServer',
    transport: 'path',
    socketName,
    tell: textOf,
    async start({ startTicketServer }, path, _, [mode]) {
      if (mode === undefined) return startTicketServer(path);
      if (!/^[0-7]{3}$/.test(mode))
        throw new Mistyped(
          `server takes a path and a mode of three digits, as 660 is, not "${mode}"`,
        );
      return startTicketServer(path, Number.parseInt(mode, 8));
    },
  },
  client: {
    about: 'drawTicket, each time that you press Enter',
    transport: 'path',
    socketName,
    tell: textOf,
    usage:
      'Press Enter to draw a ticket. The end of your input (Ctrl-D, on Windows Ctrl-Z and Enter) leaves.',
    async talk({ drawTicket }, path, { lines, print, failed }) {
      for await (const _ of lines) {
        try {
          print(`ticket ${await drawTicket(path)}\n`);
        } catch (error) {
          failed(error);
        }
      }
    },
  },
  probe: {
    about: 'probePath: what stands at a path',
    transport: 'path',
    socketName,
    tell: textOf,
    usage: '',
    async talk({ probePath }, path, { print }) {
      print(`${path}: ${await probePath(path)}\n`);
    },
  },
};

export default programs;
