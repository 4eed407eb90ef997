let paced = 0;

/** How long pauses between pieces have taken so far, in milliseconds: the grader's own time, no learner's. */
export function pacedMs(): number {
  return paced;
}

/** A pause after a piece, so that the other side reads it before the next comes. A busy machine makes it long. */
export async function pause(): Promise<void> {
  const began = performance.now();
  await new Promise((resolve) => setTimeout(resolve, 1));
  paced += performance.now() - began;
}
