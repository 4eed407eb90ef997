import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './course.ts';

/** A fenced block of a lesson: its language, the words behind it, and its text. */
export interface Block {
  language: string;
  words: string[];
  text: string;
  line: number;
}

export interface Lesson {
  name: string;
  text: string;
  blocks: Block[];
  /** Headings as GitHub links them: lower case, blanks as hyphens, without punctuation. */
  anchors: Set<string>;
  links: string[];
}

export function lessons(): Lesson[] {
  const folder = path.join(ROOT, 'lessons');
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => readLesson(name, fs.readFileSync(path.join(folder, name), 'utf8')));
}

function readLesson(name: string, text: string): Lesson {
  const blocks: Block[] = [];
  const prose: string[] = [];
  let open: Block | undefined;
  for (const [i, line] of text.split('\n').entries()) {
    const fence = /^```(.*)$/.exec(line);
    if (open && fence) {
      blocks.push(open);
      open = undefined;
    } else if (open) open.text += `${line}\n`;
    else if (fence) {
      const [language = '', ...words] = (fence[1] ?? '').split(' ');
      open = { language, words, text: '', line: i + 1 };
    } else prose.push(line);
  }
  const headings = prose.flatMap((line) => /^#+ (.*)$/.exec(line)?.[1] ?? []);
  const links = [...prose.join('\n').matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return { name, text, blocks, anchors: new Set(headings.map(anchor)), links };
}

function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}
