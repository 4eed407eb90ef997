export const WIDTH = 80;
const INDENT = 4;
const LABEL = 12;

/** How many columns a character takes: CJK and emoji take two, combining marks none. */
export function columns(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{M}/u.test(character)) continue;
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}]/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return width;
}

/** Fills lines of at most `width` columns with the words of `text`. A word longer than that stays whole. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && columns(line) + 1 + columns(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** A label in the margin and its lines beside it, as every part of a failure is set. */
export function section(label: string, lines: readonly string[]): string[] {
  return lines.map((line, i) =>
    `${' '.repeat(INDENT)}${(i === 0 ? label : '').padEnd(LABEL)}${line}`.trimEnd(),
  );
}

/** A section of running text. */
export function paragraph(label: string, text: string): string[] {
  return section(
    label,
    text.split('\n').flatMap((line) => wrap(line, WIDTH - INDENT - LABEL)),
  );
}
