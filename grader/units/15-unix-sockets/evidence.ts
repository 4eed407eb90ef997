import { type Evidence, receivedError } from '../../vocabulary.ts';

type Received = Evidence['received'];

/** Whether what came back was a value of this type, and no error. */
export function was(received: Received, type: 'string' | 'number' | 'object'): boolean {
  return (
    !!received &&
    'value' in received &&
    typeof received.value === type &&
    !receivedError({ received })
  );
}

/** Whether what came was an error of this class. */
export function failedWith(received: Received, kind: string): boolean {
  return receivedError({ received })?.kinds.includes(kind) ?? false;
}

/** The code of the error that came, or "". */
export function codeIn(received: Received): string {
  return receivedError({ received })?.code ?? '';
}
