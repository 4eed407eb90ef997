import fs from 'node:fs';

/** One TCP socket of a process, as the kernel has it. */
export interface TcpState {
  localPort: number;
  /** 0 for a socket that listens. */
  remotePort: number;
  /** The name in RFC 9293, section 3.3.2, with `_` for `-`: ESTABLISHED, CLOSE_WAIT … */
  state: string;
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
    return ['tcp', 'tcp6']
      .filter((name) => fs.existsSync(`${folder}/net/${name}`))
      .flatMap((name) => fs.readFileSync(`${folder}/net/${name}`, 'latin1').split('\n').slice(1))
      .map((line) => line.trim().split(/\s+/))
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
