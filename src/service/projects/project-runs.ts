import type { Score } from '../../shared/app/project-view.ts';
import type { RunSummary } from '../../shared/app/run-view.ts';
import type { Project } from './project.ts';

/** What the projects must know of runs; whoever owns the runs gives it. After a change it calls `project.changed()`. */
export interface ProjectRuns {
  /** Called for every view of a project, at most 4 times a second: from memory where it can be. Newest first. */
  runsOf(
    project: Project,
  ): Promise<{ readonly runs: readonly RunSummary[]; readonly activeRun: string | null }>;
  /** The best test score among the finished runs in a folder; null where there is none. The project need not be open. */
  bestScore(runsFolder: string): Promise<Score | null>;
}
