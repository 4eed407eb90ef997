/** A submission for unit 07 that is up to something, and the verdict that it has to get. */
export interface Hostile {
  idea: string;
  code: string;
  /** Points of 22; where it depends on what came first, the most that it may get. */
  most: number;
  least?: number;
  /** What the report has to say; white space counts as one blank. */
  told?: string | RegExp;
}

/** A right submission, with something done first. `right.ts` beside it is the solution. */
export const right = (before: string) => `${before}\nexport * from './right.ts';\n`;

/** Right but for startEchoServer. */
export const echo = (body: string) => `
import net from 'node:net';
import * as right from './right.ts';
export const { startUpperCaseServer, sendAndReadAll } = right;
export async function startEchoServer(address: any): Promise<any> {
  ${body}
}
`;

export const NOT_LOADED = '07-echo-server could not be loaded';
