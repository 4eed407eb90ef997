import fs from 'node:fs';
import path from 'node:path';
import { compareVersions } from './workbook.ts';

/** The entries of CHANGELOG.md that are newer than one version, and no newer than another. */
export function newEntries(folder: string, from: string, to: string): string[] {
  const file = path.join(folder, 'CHANGELOG.md');
  if (!fs.existsSync(file)) return [];
  const sections = fs.readFileSync(file, 'utf8').replaceAll('\r', '').split(/^## /m).slice(1);
  return sections.flatMap((section) => {
    const [, version] = /^\[?v?(\d+\.\d+\.\d+\S*?)\]?(\s|$)/.exec(section) ?? [];
    if (version === undefined) return [];
    if (compareVersions(version, from) <= 0 || compareVersions(version, to) > 0) return [];
    const [, ...entries] = section.split(/^- /m);
    return entries.map((entry) => entry.trim().replace(/\s+/g, ' '));
  });
}
