import fs from 'node:fs';
import path from 'node:path';
import { readLesson } from './lesson.ts';
import type { Finding } from './lint-course.ts';

const HEADINGS = ['what-the-grader-plays', 'further-reading'];

/** Finds what a lesson lacks: headings, targets of its links, the names that its exercise exports. */
export function lintLesson(root: string, slug: string, goals: readonly string[]): Finding[] {
  const file = `lessons/${slug}.md`;
  const { anchors, blocks, links, prose, text } = readLesson(root, slug);
  const findings: Finding[] = [];
  const find = (cause: string, cure: string) => findings.push({ file, cause, cure });
  if (goals.length < 2)
    find('the front matter names fewer than two goals', 'say what the reader can do afterwards');
  for (const anchor of HEADINGS)
    if (!anchors.has(anchor)) find(`the heading #${anchor} is missing`, 'add it as ## …');
  if (/^# /m.test(prose))
    find('it has a heading of the first level', 'the title stands in the front matter, once');
  for (const { language, words, line } of blocks) {
    const code = language === 'ts' || language === 'python';
    if (code && !words.includes('run') && !words.includes('fragment')) {
      find(
        `line ${line}: the block does not say whether it runs`,
        'write run or fragment behind the language',
      );
    }
  }
  for (const link of links)
    if (!leadsSomewhere(root, slug, link))
      find(`the link ${link} leads nowhere`, 'mend its path or its anchor');
  for (const name of exportsOf(path.join(root, 'grader', 'units', slug, 'stub.ts'))) {
    if (!text.includes(name))
      find(
        `it does not name ${name}, which the exercise exports`,
        'state it under What the grader plays',
      );
  }
  return findings;
}

function leadsSomewhere(root: string, slug: string, link: string): boolean {
  if (/^[a-z]+:/.test(link)) return true;
  const [file = '', anchor] = link.split('#');
  if (file !== '' && !fs.existsSync(path.join(root, 'lessons', file))) return false;
  if (anchor === undefined) return true;
  return readLesson(root, file === '' ? slug : path.basename(file, '.md')).anchors.has(anchor);
}

function exportsOf(file: string): string[] {
  if (!fs.existsSync(file)) return [];
  const text = fs.readFileSync(file, 'utf8');
  return [...text.matchAll(/^export (?:async )?(?:function|class) (\w+)/gm)].map(
    ([, name = '']) => name,
  );
}
