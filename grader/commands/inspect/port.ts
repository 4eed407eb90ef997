import { UsageError } from '../io.ts';

/** Where every debugger looks first. */
export const PORT = 9229;

/** `--inspect` takes a port or nothing, which parseArgs does not know. */
export function withPort(words: readonly string[]): string[] {
  return words.map((word) => (word === '--inspect' ? `--inspect=${PORT}` : word));
}

/** The port behind --inspect=; 0 lets the kernel choose. Throws UsageError for what is no port. */
export function readInspect(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new UsageError(`--inspect takes a port, as in --inspect=9230, not "${text}"`);
}

/** To be told where another program listens on the port. */
export function portTaken(port: number): UsageError {
  return new UsageError(
    `--inspect: another program listens on port ${port}, perhaps a debugger's. --inspect=0 takes a free one.`,
  );
}
