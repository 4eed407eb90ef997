import { PORT } from './port.ts';

/** Where a debugger attaches, in words for somebody who has never done it. `file` is the exercise. */
export function howToAttach(what: string, port: number, file: string): string {
  const usual = port === PORT;
  return `${what} waits for a debugger on 127.0.0.1:${port}.

  VS Code     Run and Debug, "Attach to port ${PORT}"${usual ? '' : `, with ${port} in .vscode/launch.json`}
  Chrome      chrome://inspect, "inspect" below Remote Target${usual ? '' : `\n              (first "Configure…", localhost:${port})`}
  a terminal  node inspect 127.0.0.1:${port}

It stops before your first line. Set breakpoints in ${file},
then let it go on. Ctrl-C ends it.
`;
}
