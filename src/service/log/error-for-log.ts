import { isThawError } from '../../shared/errors/thaw-error.ts';
import { withoutPaths } from './without-paths.ts';

/** What a log keeps of an error. */
export interface LoggedError {
  readonly type: string;
  readonly code?: string;
  readonly message?: string;
  /** Frames: functions and places in Thaw's own code and its packages. */
  readonly stack?: readonly string[];
  readonly cause?: LoggedError;
}

/** An error's causes are followed no further. */
const deepest = 4;

/**
 * An error as the log keeps it: what kind it is and where in the code it arose. Facts of a ThawError may be a person's
 * words, such as the name of a photo; of them the log keeps `detail` alone, without paths.
 */
export function errorForLog(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as { readonly code?: unknown };
  const message = messageOf(error);
  const stack = framesOf(error);
  return {
    type: error.name,
    ...(typeof code === 'string' && { code }),
    ...(message !== '' && { message }),
    ...(stack.length > 0 && { stack }),
    ...(error.cause !== undefined && depth < deepest && { cause: errorForLog(error.cause, depth + 1) }),
  };
}

function messageOf(error: Error): string {
  if (isThawError(error)) {
    const { detail } = error.facts as { readonly detail?: unknown };
    return typeof detail === 'string' ? withoutPaths(detail) : '';
  }
  // A parser quotes what it could not read.
  if (error instanceof SyntaxError) return error.message.replace(/["'`][\s\S]*$/u, '…');
  return withoutPaths(error.message);
}

/** Up to the program's own folders; a package's place says which package it is. */
const beforeOwnCode = /(?:file:\/\/)?(?:[A-Za-z]:)?[\\/].*[\\/](?=(?:dist|node_modules|src|scripts)[\\/])/u;

function framesOf({ stack = '' }: Error): string[] {
  return stack
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .map((line) => withoutPaths(line.replace(beforeOwnCode, '')));
}
