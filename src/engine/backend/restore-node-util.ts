import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Node 23 took these out of `util`; tfjs-node 4.22 calls them. Puts back what is missing. */
export function restoreNodeUtil(
  util: Record<string, unknown> = require('node:util') as Record<string, unknown>,
): void {
  util.isNullOrUndefined ??= (value: unknown): boolean => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}
