// Puts in place what `npm run upgrade` has staged. It stands apart, and is called before anything is
// compiled: where an upgrade was cut off, the grader's sources may be half old and half new.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

export const STAGED = '.upgrade';
export const TODO = 'todo.json';

/** Goes on where it was cut off: every step may be taken twice. Undefined where nothing is staged. */
export function finishUpgrade(root) {
  const staged = path.join(root, STAGED);
  const file = path.join(staged, TODO);
  if (!fs.existsSync(file)) return undefined;
  const todo = JSON.parse(fs.readFileSync(file, 'utf8'));
  for (const step of todo.steps) take(step, root, todo.kept);
  const trouble = todo.git ? moveBranch(todo.git, root) : undefined;
  fs.rmSync(file, { force: true });
  fs.rmSync(staged, { recursive: true, force: true });
  return { from: todo.from, to: todo.to, trouble };
}

/** What a file holds, to tell later whether it is still the same; null where there is none. */
export function hashOf(file) {
  if (!fs.existsSync(file)) return null;
  return createHash('sha256').update(fs.readFileSync(file)).digest('hex');
}

function take({ path: name, was, now, keep, own }, root, kept) {
  const file = path.join(root, name);
  const fresh = now === null ? undefined : path.join(root, STAGED, now);
  if (fresh !== undefined && !fs.existsSync(fresh)) return; // it is in its place already
  const found = hashOf(file);
  const changed = found !== null && found !== was;
  if (changed && own) return; // saved since: what the learner writes always wins
  if (found !== null && (keep || changed)) move(file, freePath(path.join(root, kept, name)));
  if (fresh === undefined) removeWithEmptyFolders(file, root);
  else move(fresh, file);
}

function move(from, to) {
  fs.mkdirSync(path.dirname(to), { recursive: true });
  fs.renameSync(from, to);
}

function freePath(file, count = 1) {
  const name = count === 1 ? file : `${file}-${count}`;
  return fs.existsSync(name) ? freePath(file, count + 1) : name;
}

function removeWithEmptyFolders(file, root) {
  fs.rmSync(file, { force: true });
  for (let at = path.dirname(file); at !== root; at = path.dirname(at)) {
    if (!fs.existsSync(at)) continue;
    if (fs.readdirSync(at).length > 0) return;
    fs.rmdirSync(at);
  }
}

/** Makes the branch contain the new version. The files are in their places, whatever comes of this. */
function moveBranch({ head, commit, index, message }, root) {
  const { GIT_DIR: _, GIT_WORK_TREE: __, GIT_INDEX_FILE: ___, ...env } = process.env;
  const git = (...words) =>
    execFileSync('git', words, { cwd: root, env, encoding: 'utf8', stdio: 'pipe' });
  try {
    const found = git('rev-parse', 'HEAD').trim();
    if (found !== head && found !== commit) return 'the branch has got other commits meanwhile';
    // The index first: with the branch alone in its new place, it would look as if all was to be undone.
    git('read-tree', index);
    if (found === head) git('update-ref', '-m', message, 'HEAD', commit, head);
  } catch (error) {
    return String(error.stderr || error.message).trim();
  }
  try {
    git('update-index', '-q', '--refresh');
  } catch {
    // It says by its status that files differ from the index, as the learner's do.
  }
  return undefined;
}
