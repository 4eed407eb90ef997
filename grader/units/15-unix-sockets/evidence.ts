import type { Evidence } from '../../vocabulary.ts';

type Received = Evidence['received'];

/** Whether what came back was a value of this type, and no error. */
export function was(received: Received, type: 'string' | 'number' | 'object'): boolean {
  return !!received && 'value' in received && typeof received.value === type && !errorIn(received);
}

/** Whether what came was an error of this class. */
export function failedWith(received: Received, kind: string): boolean {
  const error = errorIn(received);
  return !!error && error.kinds.some((name) => name === kind);
}

/** The code of the error that came, or "". */
export function codeIn(received: Received): string {
  const code = errorIn(received)?.code;
  return typeof code === 'string' ? code : '';
}

function errorIn(received: Received): { kinds: unknown[]; code?: unknown } | undefined {
  if (!received || !('value' in received)) return undefined;
  const { value } = received;
  if (typeof value !== 'object' || value === null || !('kinds' in value)) return undefined;
  return Array.isArray(value.kinds) ? { ...value, kinds: value.kinds } : undefined;
}
