/** Node's timers may be a millisecond early by the clock that a check reads: so much is forgiven. */
export const EARLY_MS = 5;
