import fs from 'node:fs';
import path from 'node:path';

/** A fenced block of a lesson: its language, the words behind it, its text, and where it begins. */
export interface Block {
  language: string;
  words: string[];
  text: string;
  line: number;
}

export interface Lesson {
  text: string;
  /** The text without its blocks and front matter. */
  prose: string;
  blocks: Block[];
  /** Headings as GitHub links them: lower case, blanks as hyphens, without punctuation. */
  anchors: Set<string>;
  links: string[];
}

/** Reads a lesson as far as tools need it. */
export function readLesson(root: string, slug: string): Lesson {
  const text = fs.readFileSync(path.join(root, 'lessons', `${slug}.md`), 'utf8');
  const blocks: Block[] = [];
  const lines: string[] = [];
  let open: Block | undefined;
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const fence = /^```(.*)$/.exec(line);
    if (open && fence) {
      blocks.push(open);
      open = undefined;
    } else if (open) {
      open.text += `${line}\n`;
    } else if (fence) {
      const [language = '', ...words] = (fence[1] ?? '').split(' ');
      open = { language, words, text: '', line: i + 1 };
    } else {
      lines.push(line);
    }
  }
  const prose = lines.join('\n').replace(/^---\n[\s\S]*?\n---\n/, '');
  const headings = lines.flatMap((line) => /^#+ (.*)$/.exec(line)?.[1] ?? []);
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return { text, prose, blocks, anchors: new Set(headings.map(anchor)), links };
}

function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

/** Where a heading of a lesson stands: its line, and the line itself. Undefined where there is none. */
export function findHeading(
  root: string,
  slug: string,
  wanted: string,
): { line: number; text: string } | undefined {
  const lesson = readLesson(root, slug);
  const lines = lesson.text.split(/\r?\n/);
  const inBlock = ({ line, text }: Block, at: number) =>
    at > line && at <= line + text.split('\n').length;
  const found = lines.findIndex((line, i) => {
    const [, heading] = /^#+ (.*)$/.exec(line) ?? [];
    return (
      heading !== undefined &&
      anchor(heading) === wanted &&
      !lesson.blocks.some((block) => inBlock(block, i + 1))
    );
  });
  return found < 0 ? undefined : { line: found + 1, text: lines[found] ?? '' };
}
