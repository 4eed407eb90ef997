/** The folder of the workbook. */
export const root: string;
/** The folder that holds the compiled copies. */
export const builds: string;
/** The folder of the compiled grader, which is compiled now where it has to be. */
export function compileGrader(): Promise<string>;
