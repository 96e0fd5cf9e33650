import type { SkippedFile, SkipReason } from '../shared/dataset.ts';
import type { CliContext } from './cli-context.ts';
import { exitCodes } from './exit-codes.ts';

/** Left behind by the operating system, never meant as photos: told, but no reason for exit code 3. */
const notMeant: ReadonlySet<SkipReason> = new Set<SkipReason>(['hidden', 'system-folder']);

/** How many files are listed by name. */
export const listed = 20;

/** Lists the files that were left out, with reasons, and sets exit code 3 where a photo may be among them. */
export function tellSkipped(cli: CliContext, skipped: readonly SkippedFile[]): void {
  if (skipped.length === 0) return;
  if (skipped.some(({ reason }) => !notMeant.has(reason))) cli.leaveWith(exitCodes.filesSkipped);
  const words = cli.words.job;
  cli.say(cli.style.warm(words.skipped(skipped.length)));
  for (const { path, reason, detail } of skipped.slice(0, listed))
    cli.say(`  ${path}: ${words.skipReasons[reason]}${detail === '' ? '' : ` (${detail})`}`);
  if (skipped.length > listed) cli.say(`  ${words.andMore(skipped.length - listed)}`);
}
