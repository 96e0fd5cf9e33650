import { join } from 'node:path';
import { isThawError } from '../../shared/errors/thaw-error.ts';
import type { FindGroupsResult } from '../../shared/job-results/split-results.ts';
import { asThawError } from '../jobs/as-thaw-error.ts';
import type { JobRunner } from '../jobs/job-runner.ts';
import { saveSplit } from '../photos/save-split.ts';
import { photoIndexName } from './photo-index.ts';
import { projectJobs, type ProjectJobs, type ProjectWorkUnderWay } from './project-jobs.ts';
import type { Project } from './project.ts';

/**
 * Finds which photos of a project belong together by its rule, in a job, so that neither a slow expression nor many files
 * hold the service up. Until they are known the project has no split.
 */
export interface GroupFinder extends Pick<ProjectJobs, 'cancel' | 'settled' | 'close'> {
  /** Begins, or begins again, and returns at once; nothing where the project has no rule. */
  begin(project: Project): void;
}

export function openGroupFinder(runJob: JobRunner): GroupFinder {
  const jobs = projectJobs();

  const search = async (project: Project, own: ProjectWorkUnderWay): Promise<void> => {
    const rule = project.file.split.group;
    if (own.isCancelled() || rule === null) return;
    project.setWork({ grouping: true, groupError: null });
    try {
      const { groups } = await runJob<FindGroupsResult>(
        { job: 'find-groups', index: join(project.folder, photoIndexName), rule },
        () => undefined,
        own,
      );
      const mutable = groups.map(({ name, paths }) => ({ name, paths: [...paths] }));
      if (!own.isCancelled()) await project.setGroups({ rule, groups: mutable });
    } catch (error) {
      if (!isThawError(error, 'cancelled')) project.setWork({ groupError: asThawError(error).toPlain() });
    }
    project.setWork({ grouping: false });
    await saveSplit(project);
  };

  return {
    ...jobs,
    begin(project) {
      project.setWork({ groupError: null });
      jobs.begin(project, (own) =>
        search(project, own).catch((error: unknown) => {
          project.setWork({ grouping: false, groupError: asThawError(error).toPlain() });
        }),
      );
    },
  };
}
