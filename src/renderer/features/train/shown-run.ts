import type { ProjectView } from '../../../shared/app/project-view.ts';

/**
 * The run that the training screen shows: the one at work, else the one that was followed here, else the one of the
 * address or the newest where it stopped unfinished and was not left. Null: the screen is ready for a new run.
 */
export function shownRun(
  project: Pick<ProjectView, 'runs' | 'activeRun'>,
  { followed, asked, left }: { followed: string | null; asked: string | null; left: readonly string[] },
): string | null {
  if (project.activeRun !== null) return project.activeRun;
  if (followed !== null && !left.includes(followed)) return followed;
  const unfinished = (run: string | undefined): boolean => {
    const state = project.runs.find((one) => one.run === run)?.state;
    return run !== undefined && !left.includes(run) && (state === 'failed' || state === 'paused');
  };
  if (asked !== null && unfinished(asked)) return asked;
  const newest = project.runs[0]?.run;
  return newest !== undefined && unfinished(newest) ? newest : null;
}
