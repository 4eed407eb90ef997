import { expect, test } from 'vitest';
import { choosePaint } from '../../grader/report/paint.ts';
import type { CheckResult } from '../../grader/report/results.ts';
import { renderUnit } from '../../grader/report/terminal.ts';

const FAILED: CheckResult = {
  id: 'long',
  title: 'a title that has so many words that no room is left beside it for the points',
  status: 'fail',
  score: 0,
  max_score: 2,
  message: '',
  cause: null,
  next_step: 'What now?',
  lesson: 'lessons/07-echo-server.md#bytes-not-strings',
  replay: 'npm run grade -- 07 --check long --seed 1',
  output: '',
  exchange: { events: [], omitted: 0 },
};

test('a title too long to stand beside its points goes on below', () => {
  const unit = { id: '07-echo-server', title: 'Echo', status: 'fail', message: '' } as const;
  const paint = choosePaint(false, {});
  const shown = renderUnit(
    { ...unit, score: 0, max_score: 2, advice: [], checks: [FAILED] },
    paint,
  );
  expect(shown.split('\n')).toEqual([
    '07-echo-server                                                     0 of 2 points',
    '',
    '  ✗ a title that has so many words that no room is left beside it  0 of 2 points',
    '    for the points',
    '',
    '    Next        What now?',
    '                lessons/07-echo-server.md#bytes-not-strings',
    '    Again       npm run grade -- 07 --check long --seed 1',
  ]);
});
