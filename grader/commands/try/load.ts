import path from 'node:path';
import { type Exports, loadExports } from '../../engine/by-hand.ts';
import { awaitDebugger, openInspector } from '../../submission/child/inspector.ts';
import { bundleThatStops, bundleWithMap } from '../../submission/debuggable.ts';
import { howToAttach } from '../inspect/how-to-attach.ts';
import { portTaken } from '../inspect/port.ts';
import type { Io } from '../io.ts';
import type { Plan } from './plan.ts';

/** Loads the exercise into this process; with --inspect as soon as a debugger is there. */
export async function load(plan: Plan, io: Io): Promise<Exports> {
  const { file, root, inspect, unit, name } = plan;
  if (inspect === undefined) return loadExports(await bundleWithMap(file, root), io.build);
  const bundle = await bundleThatStops(file, root);
  if (bundle.ok) {
    const port = await openInspector(inspect);
    if (port === undefined) throw portTaken(inspect);
    io.print(`${howToAttach(`${unit.slug}, ${name},`, port, path.relative(io.cwd, file))}\n`);
    await awaitDebugger();
  }
  return loadExports(bundle, io.build);
}
