import readline from 'node:readline';

/** Asks on the terminal, and takes all but y and yes for no. Undefined where there is no terminal. */
export async function confirm(question: string): Promise<boolean | undefined> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
  // Not as a terminal of readline's: the mode stays as it is, and Ctrl-C ends the grader as always.
  const input = readline.createInterface({ input: process.stdin, terminal: false });
  process.stdout.write(`${question} `);
  try {
    const answer = await new Promise<string | undefined>((resolve) => {
      input.once('line', resolve).once('close', () => resolve(undefined));
    });
    if (answer === undefined) process.stdout.write('\n');
    return /^y(es)?$/i.test(answer?.trim() ?? '');
  } finally {
    input.close();
  }
}
