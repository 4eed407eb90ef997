import fs from 'node:fs';
import path from 'node:path';

/** An editor may write in several steps: as long as they come this close, they are one save. */
const QUIET_MS = 25;
/** Where the system tells nothing (network drives, mounts into containers), this is how soon a save is seen. */
const POLL_MS = 500;

/**
 * Waits for saves. Folders are watched, not files: most editors put a new file in the place of the
 * old one. What the system tells is only a reason to look: a file's size and times say whether it was saved.
 */
export class Saves {
  readonly #onSave: () => void;
  readonly #poll: NodeJS.Timeout;
  readonly #watchers = new Map<string, fs.FSWatcher>();
  #stamps = new Map<string, string>();
  #quiet: NodeJS.Timeout | undefined;

  constructor(onSave: () => void) {
    this.#onSave = onSave;
    this.#poll = setInterval(() => this.#look(), POLL_MS);
  }

  /** These files from now on. One that was followed before is as it was: no save is lost in between. */
  follow(files: readonly string[]): void {
    const before = this.#stamps;
    this.#stamps = new Map(files.map((file) => [file, before.get(file) ?? stamp(file)]));
    const folders = new Set(files.map((file) => path.dirname(file)));
    for (const [folder, watcher] of this.#watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of folders) if (!this.#watchers.has(folder)) this.#watch(folder);
  }

  close(): void {
    clearInterval(this.#poll);
    clearTimeout(this.#quiet);
    for (const watcher of this.#watchers.values()) watcher.close();
  }

  #watch(folder: string): void {
    try {
      const watcher = fs.watch(folder, () => this.#look());
      watcher.on('error', () => watcher.close()); // looking now and then goes on
      this.#watchers.set(folder, watcher);
    } catch {
      // No more watches, or a file system without them: looking now and then has to do.
    }
  }

  #look(): boolean {
    let changed = false;
    for (const [file, before] of this.#stamps) {
      const now = stamp(file);
      if (now === before) continue;
      this.#stamps.set(file, now);
      changed = true;
    }
    if (changed) {
      clearTimeout(this.#quiet);
      this.#quiet = setTimeout(() => this.#settle(), QUIET_MS);
    }
    return changed;
  }

  #settle(): void {
    if (!this.#look()) this.#onSave();
  }
}

function stamp(file: string): string {
  const found = fs.statSync(file, { throwIfNoEntry: false });
  return found ? `${found.ino} ${found.size} ${found.mtimeMs} ${found.ctimeMs}` : 'missing';
}
