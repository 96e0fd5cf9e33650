import { basename } from 'node:path';
import { createContext, Script } from 'node:vm';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { GroupNames } from './group-names.ts';

/** For all names together; ordinary patterns take milliseconds for a hundred thousand. */
const mostSeconds = 2;

const matchAll = new Script(
  `names.map((name) => { const match = expression.exec(name); return match ? (match[1] ?? match[0]) : null; })`,
);

/**
 * The first group of the pattern in each file's name, or the whole match. A pattern that takes without end, as nested
 * repeats may, is ended by V8's own time limit for scripts, which expressions heed. Throws `group-pattern-invalid` and
 * `group-pattern-slow`.
 */
export function namesByPattern(pattern: string, paths: readonly string[]): GroupNames {
  const expression = compile(pattern);
  const names = [...new Set(paths.map((path) => basename(path)))];
  let found: readonly (string | null)[];
  try {
    const context = createContext({ names, expression });
    found = matchAll.runInContext(context, { timeout: mostSeconds * 1000 }) as readonly (string | null)[];
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw cause;
    throw new ThawError('group-pattern-slow', { pattern, seconds: mostSeconds }, { cause });
  }
  const groups = new Map(names.map((name, index) => [name, found[index]!]));
  // An empty match has nothing in common with another one.
  return (path) => groups.get(basename(path)) || null;
}

function compile(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    // V8 repeats the pattern before it says what is wrong with it.
    const detail = message.slice(message.lastIndexOf(': ') + 2);
    throw new ThawError('group-pattern-invalid', { pattern, detail }, { cause });
  }
}
