/** The words of a line. What stands in "…" is kept together; so is a word in '…', as in a shell. */
export function splitWords(line: string): string[] {
  const words = line.match(/(?<!\S)'[^']*'(?!\S)|(?:"[^"]*"|\S)+/g) ?? [];
  return words.map((word) =>
    /^'.*'$/.test(word) ? word.slice(1, -1) : word.replace(/"([^"]*)"/g, '$1'),
  );
}

/** A line of the prompt as it is typed in a shell, whose signs have to stand in quotes. */
export function asTyped(line: string): string {
  return splitWords(line)
    .map((word) => (/^[\w.,:/=+-]+$/.test(word) ? word : `"${word}"`))
    .join(' ');
}

/** Whether a program takes so many words. In FORMAT [VALUE …] there is one at least. */
export function fits(takes: string, count: number): boolean {
  const needed = takes.replace(/\[[^\]]*\]/g, '').match(/[A-Z]\S*/g) ?? [];
  const known = takes.match(/[A-Z]\S*/g) ?? [];
  return count >= needed.length && (takes.includes('…') || count <= known.length);
}
