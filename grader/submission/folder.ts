import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const folders = new Set<string>();
process.on('exit', () => folders.forEach(removeFolder));

/**
 * A folder of a submission's own, for as long as its process lives. It is its real path that Node's
 * permissions go by, and a short one: a socket's name has to fit into 104 bytes on macOS.
 */
export function makeFolder(): string {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'workbook-'));
  folders.add(folder);
  return folder;
}

export function removeFolder(folder: string): void {
  folders.delete(folder);
  try {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // The submission may have locked a folder of its own: then the system's temporary folder keeps it.
  }
}
