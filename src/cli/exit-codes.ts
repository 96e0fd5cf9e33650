import type { ErrorCode } from '../shared/errors/error-facts.ts';

/** What a finished command tells the shell. */
export const exitCodes = { done: 0, failed: 1, wrongUse: 2, filesSkipped: 3 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Errors that a different command line would not have made. */
const wrongUse: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'unknown-command',
  'unknown-option',
  'options-conflict',
  'too-many-arguments',
  'invalid-value',
  'missing-argument',
  'unknown-recipe',
  'unknown-setting',
  'invalid-setting',
  'unknown-format',
  'unknown-base',
  'unknown-layer',
  'layer-without-filters',
  'group-pattern-invalid',
  'group-pattern-slow',
  'serving-needs-token',
  'serving-token-weak',
  'model-name-taken',
  'model-name-invalid',
  'split-sum-invalid',
  'split-spec-invalid',
]);

export function exitCodeOf(code: ErrorCode): ExitCode {
  return wrongUse.has(code) ? exitCodes.wrongUse : exitCodes.failed;
}
