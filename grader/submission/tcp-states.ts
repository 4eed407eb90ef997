import fs from 'node:fs';

/** One TCP socket of a process, as the kernel has it. */
export interface TcpState {
  localPort: number;
  /** 0 for a socket that listens. */
  remotePort: number;
  /** The name in RFC 9293, section 3.3.2, with `_` for `-`: ESTABLISHED, CLOSE_WAIT … */
  state: string;
}

/** What the kernel holds of any TCP socket of the same network, whoever it belongs to. */
export interface TcpQueues {
  localPort: number;
  remotePort: number;
  /** Bytes that have arrived and that its process has not read. */
  unread: number;
  /** Bytes that its process has written and that the other side has not acknowledged. */
  unacknowledged: number;
}

/** The numbers of /proc/net/tcp (Linux, include/net/tcp_states.h). */
const STATES = [
  '',
  'ESTABLISHED',
  'SYN_SENT',
  'SYN_RECEIVED',
  'FIN_WAIT_1',
  'FIN_WAIT_2',
  'TIME_WAIT',
  'CLOSED',
  'CLOSE_WAIT',
  'LAST_ACK',
  'LISTEN',
  'CLOSING',
];

/**
 * The TCP sockets that a process holds, by its folder in /proc. Those that the process has closed
 * (FIN_WAIT, TIME_WAIT) belong to nobody any more and are not among them.
 */
export function tcpStates(folder: string): TcpState[] | undefined {
  try {
    const held = heldInodes(folder);
    return rows(folder)
      .filter((columns) => held.has(columns[9] ?? ''))
      .map(([, local = '', remote = '', state = '']) => ({
        localPort: port(local),
        remotePort: port(remote),
        state: STATES[Number.parseInt(state, 16)] ?? state,
      }));
  } catch {
    return undefined; // it has ended, or may not be looked at
  }
}

/** What the kernel holds of every TCP socket in the network of a process, by its folder in /proc. */
export function tcpQueues(folder: string): TcpQueues[] | undefined {
  try {
    return rows(folder).map(([, local = '', remote = '', , queues = '']) => {
      const [unacknowledged = 0, unread = 0] = queues
        .split(':')
        .map((count) => Number.parseInt(count, 16));
      return { localPort: port(local), remotePort: port(remote), unread, unacknowledged };
    });
  } catch {
    return undefined; // it has ended, or may not be looked at
  }
}

function rows(folder: string): string[][] {
  return ['tcp', 'tcp6']
    .filter((name) => fs.existsSync(`${folder}/net/${name}`))
    .flatMap((name) => fs.readFileSync(`${folder}/net/${name}`, 'latin1').split('\n').slice(1))
    .filter((line) => line !== '')
    .map((line) => line.trim().split(/\s+/));
}

function heldInodes(folder: string): Set<string> {
  const links = fs.readdirSync(`${folder}/fd`).map((fd) => {
    try {
      return fs.readlinkSync(`${folder}/fd/${fd}`);
    } catch {
      return ''; // closed meanwhile
    }
  });
  return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
}

/** Of an address like 0100007F:1F90. */
function port(address: string): number {
  return Number.parseInt(address.slice(address.indexOf(':') + 1), 16);
}
