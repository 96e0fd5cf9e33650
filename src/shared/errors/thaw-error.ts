import type { ErrorCode, ErrorFacts } from './error-facts.ts';

/**
 * An error as data: a code and its facts. The sentence a person reads is written at the edge (terminal, window)
 * by `describeError` of ../messages, in that person's language.
 */
export class ThawError<Code extends ErrorCode = ErrorCode> extends Error {
  readonly code: Code;
  readonly facts: ErrorFacts[Code];

  constructor(code: Code, facts: ErrorFacts[Code], options?: { cause?: unknown }) {
    super(`${code} ${JSON.stringify(facts)}`, options);
    this.name = 'ThawError';
    this.code = code;
    this.facts = facts;
  }

  /** The form that crosses a process or a socket. */
  toPlain(): PlainError {
    return { code: this.code, facts: this.facts };
  }

  static fromPlain(plain: PlainError): ThawError {
    return new ThawError(plain.code, plain.facts as ErrorFacts[ErrorCode]);
  }
}

/** A ThawError as JSON. */
export interface PlainError {
  readonly code: ErrorCode;
  readonly facts: object;
}

/** True for a ThawError, and with `code` given, for one with this code. */
export function isThawError<Code extends ErrorCode>(error: unknown, code?: Code): error is ThawError<Code> {
  return error instanceof ThawError && (code === undefined || error.code === code);
}
