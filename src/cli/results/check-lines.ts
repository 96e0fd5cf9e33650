import { formatCount, formatDuration, formatShare } from '../../shared/messages/format-numbers.ts';
import type { CheckResult, LeakCount, PictureGroup } from '../../shared/job-results/check-results.ts';
import type { CliContext } from '../cli-context.ts';

/** Groups shown; --json has all. */
const shown = 20;

/** What a check found: leaks first, then conflicts, then the other groups, file by file, then doubtful labels. */
export function checkLines(
  result: CheckResult,
  { language, words, style }: Pick<CliContext, 'language' | 'words' | 'style'>,
): string[] {
  const { check, className, parts } = words.result;
  const { groups, leaks, conflicts, photos, seconds, depth, suspects } = result;
  const inGroups = groups.reduce((sum, group) => sum + group.photos.length, 0);
  const leakLine = (part: 'validation' | 'test', { photos: all, leaked }: LeakCount): string[] =>
    leaked === 0 ? [] : [style.warm(check.leaked(parts[part], leaked, all, formatShare(leaked / all, all)))];
  const groupLines = (group: PictureGroup): string[] => [
    group.identical ? check.identical : check.onePicture,
    ...group.photos.map(
      ({ path, className: name, part }) =>
        `  ${path}  (${className} ${name}${part ? `, ${parts[part]}` : ''})`,
    ),
  ];
  const ordered = [...groups.filter(isConflict), ...groups.filter((group) => !isConflict(group))];
  return [
    groups.length === 0 ? check.none(photos) : check.found(groups.length, inGroups, photos),
    ...(leaks ? [...leakLine('validation', leaks.validation), ...leakLine('test', leaks.test)] : []),
    ...(conflicts > 0 ? [style.warm(check.conflicts(conflicts))] : []),
    ...(depth === 'quick' ? [check.quick] : []),
    ...ordered.slice(0, shown).flatMap((group) => ['', ...groupLines(group)]),
    ...(groups.length > shown ? ['', check.more(formatCount(groups.length - shown, language))] : []),
    ...(suspects && suspects.length > 0
      ? [
          '',
          style.warm(check.suspects(suspects.length)),
          ...suspects
            .slice(0, shown)
            .map(({ path, className: name, looksLike }) => `  ${path}  ${check.looksLike(name, looksLike)}`),
          ...(suspects.length > shown ? [check.more(formatCount(suspects.length - shown, language))] : []),
        ]
      : []),
    '',
    check.done(formatDuration(seconds, language)),
  ];
}

function isConflict({ photos }: PictureGroup): boolean {
  return new Set(photos.map(({ className }) => className)).size > 1;
}
