import { join } from 'node:path';
import type { FindTwinsResult } from '../../shared/job-results/check-results.ts';
import type { JobRunner } from '../jobs/job-runner.ts';
import { mergeGroups } from '../../engine/dataset/merge-groups.ts';
import { saveSplit } from '../photos/save-split.ts';
import { photoIndexName } from './photo-index.ts';
import { projectJobs, type ProjectJobs, type ProjectWorkUnderWay } from './project-jobs.ts';
import type { Project } from './project.ts';

/**
 * Compares a project's photos in the background, so that copies of one picture stay in one part. What it finds is told by
 * the project's findings; that it could not is no reason to stop anybody, and the next reading tries again.
 */
export interface TwinFinder extends Pick<ProjectJobs, 'cancel' | 'settled' | 'close'> {
  /** Begins, or begins again, and returns at once. */
  begin(project: Project): void;
}

export function openTwinFinder(runJob: JobRunner): TwinFinder {
  const jobs = projectJobs();

  const search = async (project: Project, own: ProjectWorkUnderWay): Promise<void> => {
    const request = {
      job: 'find-twins',
      index: join(project.folder, photoIndexName),
      depth: 'quick',
    } as const;
    try {
      const { groups } = await runJob<FindTwinsResult>(request, () => undefined, own);
      if (own.isCancelled()) return;
      // A thorough check saw more: what it found of these files stays.
      await project.setTwins(mergeGroups([...groups, ...(project.labelCheck?.groups ?? [])]));
      await saveSplit(project);
    } catch {
      // Cancelled, or the photos went away meanwhile.
    }
  };

  return {
    ...jobs,
    begin(project) {
      jobs.begin(project, (own) => search(project, own));
    },
  };
}
