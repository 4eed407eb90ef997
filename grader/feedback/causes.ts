import type { Cause } from './evidence.ts';

export const GENERAL_CAUSES: readonly Cause[] = [];
