import { styleText } from 'node:util';

/** Colours, or none: the report is whole without them. */
export interface Paint {
  bad(text: string): string;
  good(text: string): string;
  faint(text: string): string;
  strong(text: string): string;
}

/** Colour on a terminal only; FORCE_COLOR and NO_COLOR (https://no-color.org) overrule that. */
export function choosePaint(isTerminal: boolean, env: NodeJS.ProcessEnv): Paint {
  const forced = env.FORCE_COLOR;
  const wanted =
    forced !== undefined && forced !== '' ? forced !== '0' : isTerminal && !env.NO_COLOR;
  const style = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    wanted ? styleText(format, text) : text;
  return { bad: style('red'), good: style('green'), faint: style('dim'), strong: style('bold') };
}
