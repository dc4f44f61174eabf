/** What went wrong, as the core's protocol has it: a kind and a code, never content. */
import type { Error as CoreError } from '../../pkg/satchel';

/** A failure of the engine, or of the way to it. */
export class Failure extends Error {
  readonly kind: CoreError['kind'];
  readonly code: string;
  readonly place: string | undefined;

  constructor({ kind, code, place }: CoreError) {
    super(code);
    this.kind = kind;
    this.code = code;
    this.place = place;
  }
}

/** The engine is gone, or cannot be reached. */
export function lost(): Failure {
  return new Failure({ kind: 'device', code: 'engine_lost', place: undefined });
}

/** By its members, not its class: the core's own errors are plain objects. */
export function isFailure(error: unknown): error is CoreError {
  return typeof error === 'object' && error !== null && 'kind' in error && 'code' in error;
}

/** The code of a failure; anything else is a fault of ours. */
export function codeOf(error: unknown): string {
  return isFailure(error) ? error.code : 'engine_failed';
}
