import { resolve } from 'node:path';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { type GroupRule, mostBurstSeconds, usualBurstSeconds } from '../../shared/job-requests.ts';
import type { CliContext } from '../cli-context.ts';

interface GroupOptions {
  readonly groupBy?: readonly string[];
  readonly groupPattern?: string;
  readonly groupCsv?: string;
}

/** What photos are kept together by; any number of rules beside each other. Throws `invalid-value`. */
export function groupRules(
  { cwd }: Pick<CliContext, 'cwd'>,
  { groupBy = [], groupPattern, groupCsv }: GroupOptions,
): GroupRule[] {
  return [
    ...groupBy.map(namedRule),
    ...(groupPattern === undefined ? [] : [{ kind: 'pattern', pattern: groupPattern } as const]),
    ...(groupCsv === undefined ? [] : [columnRule(cwd, groupCsv)]),
  ];
}

/** `folder`, `exif`, or `exif:SECONDS`. */
function namedRule(text: string): GroupRule {
  if (text === 'folder') return { kind: 'folder' };
  const match = /^exif(?::(\d+(?:\.\d+)?))?$/.exec(text);
  const seconds = Number(match?.[1] ?? usualBurstSeconds);
  if (!match || seconds > mostBurstSeconds)
    throw new ThawError('invalid-value', {
      option: '--group-by',
      value: text,
      expected: `folder, exif, exif:SECONDS (0-${mostBurstSeconds})`,
    });
  return { kind: 'exif', seconds };
}

/** `FILE:COLUMN`: the last colon parts them, since Windows has one in every path. */
function columnRule(cwd: string, text: string): GroupRule {
  const colon = text.lastIndexOf(':');
  if (colon < 1 || colon === text.length - 1)
    throw new ThawError('invalid-value', { option: '--group-csv', value: text, expected: 'FILE:COLUMN' });
  return { kind: 'csv', file: resolve(cwd, text.slice(0, colon)), column: text.slice(colon + 1) };
}
