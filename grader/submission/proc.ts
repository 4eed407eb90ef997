import fs from 'node:fs';

/**
 * The folder in /proc of a process that this one has started, or undefined where the platform has
 * none or the process has ended. In a container that has process ids of its own and the /proc of the
 * machine, the folder goes by the machine's id: `NSpid` tells both (proc_pid_status(5)).
 */
export function procFolder(pid: number): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const self = fs.readlinkSync('/proc/self');
    if (self === String(process.pid)) return `/proc/${pid}`;
    const found = fs.readdirSync('/proc').find((name) => isOurChild(name, self, pid));
    return found && `/proc/${found}`;
  } catch {
    return undefined; // no /proc, or not for us
  }
}

function isOurChild(name: string, parent: string, pid: number): boolean {
  if (!/^\d+$/.test(name)) return false;
  try {
    const status = fs.readFileSync(`/proc/${name}/status`, 'latin1');
    const ids = /^NSpid:\s*(.+)$/m.exec(status)?.[1]?.split(/\s+/);
    return ids?.at(-1) === String(pid) && /^PPid:\s*(\d+)$/m.exec(status)?.[1] === parent;
  } catch {
    return false; // it has ended
  }
}
