import type { SubjectGroup } from '../../shared/job-results/split-results.ts';
import type { CliContext } from '../cli-context.ts';

/** What was kept together: how much, and where asked for each group with its photos. */
export function groupLines(
  groups: readonly SubjectGroup[],
  listed: boolean,
  { words }: Pick<CliContext, 'words'>,
): string[] {
  const { subjects, noSubjects, subject } = words.result;
  const [largest] = groups;
  if (!largest) return [noSubjects];
  const photos = groups.reduce((sum, { paths }) => sum + paths.length, 0);
  return [
    subjects({ count: groups.length, photos, largest: largest.paths.length, name: largest.name }),
    ...(listed
      ? groups.flatMap(({ name, paths }) => [
          subject(name, paths.length),
          ...paths.map((path) => `  ${path}`),
        ])
      : []),
  ];
}
