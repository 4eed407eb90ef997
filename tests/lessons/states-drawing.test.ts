import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { drawing } from '../../grader/units/05-tcp-handshake/draw.ts';
import { ROOT } from '../helpers/course.ts';

test('the drawing of 05-tcp-handshake is the one that its table makes', () => {
  const committed = fs.readFileSync(path.join(ROOT, 'lessons/images/05-tcp-states.svg'), 'utf8');
  const cure = 'run: npx tsx grader/units/05-tcp-handshake/draw.ts';
  expect(committed.replaceAll('\r\n', '\n'), cure).toBe(drawing());
});
