import { Failure, type Fault, type Scene, type Stage, type Trace } from '../../vocabulary.ts';
import { audit } from './audit.ts';
import type { Finding } from './finding.ts';
import { ladder } from './ladder.ts';
import { shrink } from './shrink.ts';
import type { Strictness } from './story.ts';

/** So many scenes travel at once: few round trips, and a line of a size that JSON likes. */
const AT_ONCE = 250;
const MOST_SHORTENED = 5;
/** With a margin of four that makes 80 columns. */
const WIDE = 76;
/** With so few mishaps a story is short enough. */
const FEW = 2;

/** A scene with what came of it. */
interface Played {
  scene: Scene;
  trace: Trace;
  finding: Finding | undefined;
}

/** Plays scenes, and fails with the shortest story that breaks the same promise as the first that breaks one. */
export async function playScenes(
  stage: Stage,
  scenes: readonly Scene[],
  strict: Strictness = {},
): Promise<void> {
  for (let from = 0; from < scenes.length; from += AT_ONCE) {
    const played = await play(stage, scenes.slice(from, from + AT_ONCE), strict);
    const failed = played.filter(({ finding }) => finding);
    const [first, ...others] = failed.sort((one, other) => size(one) - size(other));
    if (!first) continue;
    // A story that cannot be shortened further need not be the shortest: others may come down to less.
    const alike = others.filter(({ finding }) => finding?.rule === first.finding?.rule);
    let best: { story: Played; short: Played } | undefined;
    for (const story of [first, ...alike.slice(0, MOST_SHORTENED - 1)]) {
      if (best && mishaps(best.short.scene).length <= FEW) break;
      const short = await shortest(stage, story, strict);
      if (!best || size(short) < size(best.short)) best = { story, short };
    }
    if (best) tell(best.story, best.short, scenes.length);
  }
}

/** Whatever is not as it should be in a scene. */
interface Mishap {
  fault?: Fault;
  stray?: Scene['strays'][number];
  wake?: number;
}

/** How long a story is: first of all in mishaps, then in calls. */
function size({ scene, trace }: Played): number {
  return mishaps(scene).length * 10_000 + trace.calls.length;
}

function mishaps({ faults, strays, wakes }: Scene): Mishap[] {
  return [
    ...faults.map((fault) => ({ fault })),
    ...strays.map((stray) => ({ stray })),
    ...wakes.map((wake) => ({ wake })),
  ];
}

async function play(
  { learner }: Stage,
  scenes: readonly Scene[],
  strict: Strictness,
): Promise<Played[]> {
  const traces = await learner.scenes(scenes);
  return scenes.map((scene, i) => {
    const trace = traces[i] ?? { calls: [], end: 'odd', odd: 'nothing' };
    return { scene, trace, finding: audit(scene, trace, strict) };
  });
}

/** Fewer messages, fewer faults, and fewer messages again, as long as the same promise is broken. */
async function shortest(stage: Stage, failed: Played, strict: Strictness): Promise<Played> {
  const rule = failed.finding?.rule;
  let best = failed;
  const stillHappens = async (scenes: Scene[]): Promise<boolean[]> => {
    const played = await play(stage, scenes, strict);
    const same = played.map(({ finding }) => finding?.rule === rule);
    best = played.find((_, i) => same[i]) ?? best;
    return same;
  };
  const fewer = async () => {
    const { scene } = best;
    const counts = Array.from({ length: scene.messages.length }, (_, i) => i + 1);
    await stillHappens(counts.map((n) => ({ ...scene, messages: scene.messages.slice(0, n) })));
  };
  await fewer();
  const { scene } = best;
  const without = (kept: Mishap[]): Scene => ({
    ...scene,
    faults: kept.flatMap(({ fault }) => fault ?? []),
    strays: kept.flatMap(({ stray }) => stray ?? []),
    wakes: kept.flatMap(({ wake }) => wake ?? []),
  });
  const kept = await shrink(mishaps(scene), (lists) => stillHappens(lists.map(without)));
  await stillHappens([without(kept)]);
  await fewer();
  // Where the network does no harm, one message may be enough, and it need not be the first.
  if (mishaps(best.scene).length === 0) {
    const { scene } = best;
    const some = await shrink(scene.messages, (lists) =>
      stillHappens(lists.map((messages) => ({ ...scene, messages }))),
    );
    await stillHappens([{ ...scene, messages: some }]);
  }
  return best;
}

function tell(first: Played, { scene, trace, finding }: Played, scenes: number): never {
  if (!finding) throw new Error('a story was shortened until nothing was wrong with it');
  const { window = 1, firstNumber = 0 } = scene.options;
  const [was, are] = [mishaps(first.scene).length, mishaps(scene).length];
  const cut = was > are ? `, cut down from ${was} to ${are}` : '';
  const faults = are === 1 ? '1 fault' : `${are || 'no'} faults`;
  const numbers = firstNumber === 0 ? '' : `, numbers from ${firstNumber}`;
  const network = `One of ${scenes.toLocaleString('en-US')} networks: window ${window}${numbers}, ${faults}`;
  const heading = (network + cut).length <= WIDE ? [network + cut] : [`${network},`, cut.slice(2)];
  const { error } = finding;
  throw new Failure({
    drawn: [
      ...heading,
      `An arrow stands at the time at which it leaves; it takes ${scene.delayMs} ms.`,
      '',
      ...ladder(scene, trace, finding),
      '',
    ],
    expected: { text: finding.expected },
    received: { text: finding.received, ...(error && { value: error }) },
    facts: {
      rule: finding.rule,
      window,
      faults: scene.faults.map((fault) => `${fault.from} ${fault.do}`).join(', '),
      threw: error !== undefined,
      wrapped: firstNumber > 0 && hasWrapped(trace, finding.call),
      ...finding.facts,
    },
  });
}

/** Whether a number beyond 65535, which is 0 again, had been sent by then. */
function hasWrapped({ calls }: Trace, upTo: number): boolean {
  const numbers = calls.slice(0, upTo + 1).flatMap(({ out }) => out.map(numberOf));
  return numbers.some((number) => number < 0x4000) && numbers.some((number) => number >= 0xc000);
}

function numberOf(hex: string): number {
  return Number.parseInt(hex.slice(10, 14), 16);
}
