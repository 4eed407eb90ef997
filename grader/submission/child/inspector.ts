/** Opens Node's inspector, for this machine only. Gives its port, or undefined where that is taken. */
export async function openInspector(port: number): Promise<number | undefined> {
  const { default: inspector } = await import('node:inspector');
  inspector.open(port, '127.0.0.1');
  const url = inspector.url();
  return url === undefined ? undefined : Number(new URL(url).port);
}

/** Lets nothing else run until a debugger has attached and has set its breakpoints. */
export async function awaitDebugger(): Promise<void> {
  const { default: inspector } = await import('node:inspector');
  inspector.waitForDebugger();
}
