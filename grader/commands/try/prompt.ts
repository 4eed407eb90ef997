import { on } from 'node:events';
import readline from 'node:readline';

/**
 * Calls `take` with each line of standard input, one after the other, until its end or Ctrl-C. On a
 * terminal a prompt stands before each, and the lines before can be called back.
 */
export async function forEachLine(take: (line: string) => Promise<void>): Promise<void> {
  const { stdin, stdout } = process;
  const prompts = stdin.isTTY && stdout.isTTY;
  const input = readline.createInterface(
    prompts ? { input: stdin, output: stdout, prompt: '> ' } : { input: stdin },
  );
  // readline's own iterator loses the lines that come before the first is asked for.
  const typed: AsyncIterable<unknown[]> = on(input, 'line', { close: ['close'] });
  let open = true;
  input.once('close', () => {
    open = false;
  });
  if (prompts) input.prompt();
  for await (const [line] of typed) {
    // While it is answered the terminal is in its usual mode: there Ctrl-C ends even what never ends.
    if (prompts && open) {
      input.pause();
      stdin.setRawMode(false);
    }
    await take(String(line));
    if (prompts && open) {
      stdin.setRawMode(true);
      input.prompt();
    }
  }
  if (prompts) stdout.write('\n');
}
