export function startFailure(
  error: Error & { code?: string; syscall?: string },
  folders: { root: string; builds: string },
): string | undefined;
export function tooOld(version: string): string | undefined;
