// What is told where the grader cannot even be prepared. It stands apart because nothing is compiled yet.

/** In words, what to do about an error of compileGrader(); undefined where that is not known. */
export function startFailure(error, { root, builds }) {
  const { code, message } = error;
  if (code === 'ERR_MODULE_NOT_FOUND')
    return `The packages of the workbook are not installed. Run npm ci in ${root} first.`;
  if (typeof code === 'string' && typeof error.syscall === 'string')
    return `The grader could not write the compiled copy of itself: ${message}\nIt keeps one in ${builds}. Make that folder writable, then try again.`;
  return undefined;
}

const OLDEST = [20, 19];

/** What is told where Node is too old; undefined where it is not. */
export function tooOld(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return undefined;
  return `The workbook needs Node ${OLDEST.join('.')} or newer, and this is Node ${version}.`;
}
